//! What becomes of one connection.

use std::net::Ipv4Addr;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
};

use super::{super::support::last, Wire};

pub(super) fn reset(stream: &TcpStream) {
    let _ = stream.set_zero_linger();
}

pub(super) async fn unavailable(mut near: TcpStream) {
    let mut some = [0; 4096];
    let _ = near.read(&mut some).await;
    let answer =
        b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let _ = near.write_all(answer).await;
}

pub(super) async fn carry(near: TcpStream, upstream: u16, mut wire: watch::Receiver<Wire>) {
    let Ok(far) = TcpStream::connect((Ipv4Addr::LOCALHOST, upstream)).await else {
        return reset(&near);
    };
    for stream in [&near, &far] {
        let _ = stream.set_nodelay(true);
        // Whatever ends the conversation ends it as a broken wire does.
        reset(stream);
    }
    let (near_in, near_out) = near.into_split();
    let (far_in, far_out) = far.into_split();
    let dead = async {
        let _ = wire
            .clone()
            .wait_for(|wire| matches!(wire, Wire::Cut | Wire::Broken))
            .await;
    };
    let both = async {
        tokio::join!(
            pump(near_in, far_out, wire.clone()),
            pump(far_in, near_out, wire.clone())
        );
    };
    tokio::select! {
        () = dead => {}
        () = both => {}
    }
    wire.mark_unchanged();
}

async fn pump(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut wire: watch::Receiver<Wire>) {
    let mut buffer = vec![0; 64 << 10];
    while let Ok(count) = from.read(&mut buffer).await
        && count > 0
    {
        let Ok(now) = wire
            .wait_for(|wire| *wire != Wire::Silent)
            .await
            .map(|now| *now)
        else {
            return;
        };
        match now {
            // What was under way when it was cut is lost.
            Wire::Cut | Wire::Broken => return,
            Wire::Slow(time) => last(time).await,
            Wire::Open | Wire::Silent => {}
        }
        if to.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
    let _ = to.shutdown().await;
}
