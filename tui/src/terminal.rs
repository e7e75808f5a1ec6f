//! Terminal: taken when the dashboard begins, given back whole on every way out, panics included.

use std::{
    io::{self, IsTerminal, Stdout, Write, stdin, stdout},
    panic,
    sync::atomic::{AtomicBool, Ordering},
};

use crossterm::{
    cursor::Show,
    event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture},
    execute,
    terminal::{
        Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
        enable_raw_mode, size,
    },
};
use data_encoding::BASE64;
use ratatui::{Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, layout::Rect};

use crate::Error;

/// Whether the terminal is ours now; a panic anywhere must know.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal, ours until it is dropped.
pub(crate) struct Screen {
    /// Draws.
    pub(crate) terminal: Terminal<CrosstermBackend<Stdout>>,
    mouse: bool,
}

impl Screen {
    /// Takes the terminal.
    pub(crate) fn take(mouse: bool) -> Result<Self, Error> {
        if !stdin().is_terminal() || !stdout().is_terminal() {
            return Err(Error::NoTerminal);
        }
        hook();
        let terminal = whole()?;
        let mut screen = Self { terminal, mouse };
        screen.enter()?;
        Ok(screen)
    }

    /// Takes it, first or again.
    pub(crate) fn enter(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        self.take_mouse(self.mouse)?;
        self.anew()
    }

    /// Begins with an empty screen of the size that it has now, without asking the terminal where its cursor is: the
    /// answer would go to who reads the keys.
    pub(crate) fn anew(&mut self) -> io::Result<()> {
        execute!(stdout(), Clear(ClearType::All))?;
        self.terminal = whole()?;
        self.terminal.hide_cursor()
    }

    /// Takes the mouse, or leaves it to the terminal.
    pub(crate) fn take_mouse(&mut self, mouse: bool) -> io::Result<()> {
        self.mouse = mouse;
        if mouse {
            execute!(stdout(), EnableMouseCapture)
        } else {
            execute!(stdout(), DisableMouseCapture)
        }
    }

    /// Puts text into the clipboard by OSC 52, which also works over ssh.
    pub(crate) fn copy(text: &str) -> io::Result<()> {
        let mut out = stdout().lock();
        write!(out, "\u{1b}]52;c;{}\u{7}", BASE64.encode(text.as_bytes()))?;
        out.flush()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back as it was; once, however often it is called.
pub(crate) fn give_back() -> bool {
    let ours = TAKEN.swap(false, Ordering::SeqCst);
    if ours {
        // On a terminal that is gone nothing can be put right any more.
        let _gone = execute!(
            stdout(),
            DisableMouseCapture,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
        let _gone = disable_raw_mode();
    }
    ours
}

/// Everything that the terminal shows now.
fn whole() -> io::Result<Terminal<CrosstermBackend<Stdout>>> {
    let (wide, high) = size()?;
    let viewport = Viewport::Fixed(Rect::new(0, 0, wide, high));
    Terminal::with_options(
        CrosstermBackend::new(stdout()),
        TerminalOptions { viewport },
    )
}

/// A panic gives the terminal back before it is told.
fn hook() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let told = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let ours = give_back();
            told(info);
            if ours {
                // Who paniced may be a task that nobody waits for: the dashboard is over all the same.
                let own = rustix::process::getpid();
                let _over = rustix::process::kill_process(own, rustix::process::Signal::TERM);
            }
        }));
    });
}
