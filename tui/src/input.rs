//! Input: keys, mouse, sizes and signals, from a thread of their own, so that nothing ever keeps them waiting.

use crossterm::event::{self, Event};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::mpsc::UnboundedSender,
};

use crate::message::Message;

/// Reads the terminal until it is gone.
pub(crate) fn read(sender: UnboundedSender<Message>) {
    let reading = move || {
        loop {
            let message = match event::read() {
                Ok(Event::Key(key)) => Message::Key(key),
                Ok(Event::Mouse(mouse)) => Message::Mouse(mouse),
                Ok(Event::Paste(text)) => Message::Paste(text),
                Ok(Event::Resize(..)) => Message::Resized,
                Ok(Event::FocusGained | Event::FocusLost) => continue,
                Err(_) => Message::End,
            };
            let over = matches!(message, Message::End);
            if sender.send(message).is_err() || over {
                return;
            }
        }
    };
    // It ends with the process: a read cannot be called off.
    std::thread::spawn(reading);
}

/// Hears signals: those that end, and the one that stops.
pub(crate) fn signals(sender: &UnboundedSender<Message>) -> std::io::Result<()> {
    let ends = [
        SignalKind::terminate(),
        SignalKind::interrupt(),
        SignalKind::hangup(),
        SignalKind::quit(),
    ];
    for kind in ends {
        hear(kind, sender.clone(), || Message::End)?;
    }
    let stop = SignalKind::from_raw(rustix::process::Signal::TSTP.as_raw());
    hear(stop, sender.clone(), || Message::Suspend)
}

fn hear(
    kind: SignalKind,
    sender: UnboundedSender<Message>,
    message: fn() -> Message,
) -> std::io::Result<()> {
    let mut heard = signal(kind)?;
    tokio::spawn(async move {
        while heard.recv().await.is_some() {
            if sender.send(message()).is_err() {
                return;
            }
        }
    });
    Ok(())
}
