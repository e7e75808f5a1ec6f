//! How a fault happens and passes. A part that is having another one is left alone; each says whether it happened.

use std::time::Duration;

use rustix::process::Signal;
use tokio::sync::Mutex;

use super::super::{
    grid::{Database, Part},
    proxy::{Proxy, Wire},
    support::last,
};

pub(super) async fn killed(part: &Mutex<Part>, time: Duration) -> bool {
    let Ok(mut part) = part.try_lock() else {
        return false;
    };
    part.kill();
    last(time).await;
    part.start();
    true
}

pub(super) async fn ended(part: &Mutex<Part>, time: Duration) -> bool {
    let Ok(mut part) = part.try_lock() else {
        return false;
    };
    part.end(Duration::from_secs(20)).await;
    last(time).await;
    part.start();
    true
}

pub(super) async fn stopped(part: &Mutex<Part>, time: Duration) -> bool {
    let Ok(part) = part.try_lock() else {
        return false;
    };
    part.signal(Signal::STOP);
    last(time).await;
    part.signal(Signal::CONT);
    true
}

/// Two at a time on one wire are one: the first that ends makes it whole.
pub(super) async fn changed(proxy: &Proxy, wire: Wire, time: Duration) -> bool {
    proxy.set(wire);
    last(time).await;
    proxy.set(Wire::Open);
    true
}

pub(super) async fn database_killed(database: &Mutex<Database>, time: Duration) -> bool {
    let Ok(mut database) = database.try_lock() else {
        return false;
    };
    database.kill();
    last(time).await;
    database.come_back().await;
    true
}

pub(super) async fn database_restarted(database: &Mutex<Database>, time: Duration) -> bool {
    let Ok(mut database) = database.try_lock() else {
        return false;
    };
    database.shut_down().await;
    last(time).await;
    database.come_back().await;
    true
}
