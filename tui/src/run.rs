//! Run: messages in, effects out, and a drawing when something changed, sixty times a second at most.

use std::{
    io,
    time::{Duration, Instant},
};

use chrono::Utc;
use tokio::{
    sync::mpsc::{Receiver, UnboundedReceiver, channel, unbounded_channel},
    time::{MissedTickBehavior, interval, sleep_until},
};

use crate::{
    Error, Options,
    app::App,
    effect::Effect,
    effects::Effects,
    input,
    message::Message,
    terminal::{self, Screen},
};

/// The shortest time between two drawings.
const FRAME: Duration = Duration::from_millis(16);
/// So many pieces of news may wait; who brings more waits itself.
const NEWS: usize = 64;

/// Shows the dashboard until it is left.
///
/// # Errors
/// Without a terminal, when it goes away, or when the session cannot be recorded.
pub async fn run(options: Options) -> Result<(), Error> {
    let mut app = App::of(&options);
    app.world.now = Utc::now();
    let (keys, input) = unbounded_channel();
    let (news, heard) = channel(NEWS);
    let effects = Effects::new(options, news)?;
    input::signals(&keys)?;
    let screen = Screen::take(app.takes_mouse())?;
    input::read(keys);
    let mut running = Running {
        app,
        effects,
        screen,
        drawn: Instant::now(),
        dirty: true,
    };
    let over = running.go(input, heard).await;
    let Running {
        effects, screen, ..
    } = running;
    drop(screen);
    effects.finish().await;
    over
}

struct Running {
    app: App,
    effects: Effects,
    screen: Screen,
    drawn: Instant,
    dirty: bool,
}

impl Running {
    async fn go(
        &mut self,
        mut input: UnboundedReceiver<Message>,
        mut heard: Receiver<Message>,
    ) -> Result<(), Error> {
        let mut clock = interval(Duration::from_secs(1));
        clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let begin = self.app.begin();
        self.perform(begin)?;
        loop {
            let due = self.drawn.checked_add(FRAME).unwrap_or(self.drawn);
            let message = tokio::select! {
                biased;
                Some(message) = input.recv() => message,
                () = sleep_until(due.into()), if self.dirty => {
                    self.draw()?;
                    continue;
                }
                Some(message) = heard.recv() => message,
                _ = clock.tick() => Message::Now(Utc::now()),
            };
            self.dirty = true;
            if matches!(message, Message::Resized) {
                self.screen.anew()?;
            }
            let effects = self.app.update(message);
            if self.perform(effects)? {
                return Ok(());
            }
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        let app = &mut self.app;
        self.screen
            .terminal
            .draw(|frame| app.draw(frame.area(), frame.buffer_mut()))?;
        self.drawn = Instant::now();
        self.dirty = false;
        Ok(())
    }

    /// Does what is wanted of the terminal, and hands on the rest; true when it is over.
    fn perform(&mut self, effects: Vec<Effect>) -> Result<bool, Error> {
        for effect in effects {
            match effect {
                Effect::Quit => return Ok(true),
                Effect::Suspend => self.suspend()?,
                Effect::Redraw => self.screen.anew()?,
                Effect::Mouse(mouse) => self.screen.take_mouse(mouse)?,
                Effect::Copy(text) => Screen::copy(&text)?,
                Effect::Record(line) => self.effects.record(&line)?,
                Effect::Reconnect => self.effects.reconnect(),
                Effect::Load(load) => self.effects.load(load),
                Effect::Do(deed) => self.effects.act(deed),
            }
        }
        Ok(false)
    }

    /// Gives the terminal back, stops, and takes it again when the shell continues us.
    fn suspend(&mut self) -> io::Result<()> {
        terminal::give_back();
        rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP)?;
        self.app.world.now = Utc::now();
        self.screen.enter()
    }
}
