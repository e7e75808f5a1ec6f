//! Theme: the few styles that are used, and the letters that say the same without colour.

mod palette;
#[cfg(test)]
mod tests;

pub use palette::Palette;
use ratatui::style::{Color, Modifier, Style};
use rgrid_shared::job::JobState;

/// How everything looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// The colours.
    pub palette: Palette,
    /// Whether only ASCII is drawn.
    pub ascii: bool,
}

impl Look {
    fn colours(self, dark: u8, light: u8) -> Style {
        match self.palette {
            Palette::Dark => Style::new().fg(Color::Indexed(dark)),
            Palette::Light => Style::new().fg(Color::Indexed(light)),
            Palette::HighContrast | Palette::Plain => Style::new(),
        }
    }

    fn strong(self, dark: u8, light: u8, contrast: Color) -> Style {
        match self.palette {
            Palette::HighContrast => Style::new().fg(contrast).add_modifier(Modifier::BOLD),
            Palette::Dark | Palette::Light | Palette::Plain => self.colours(dark, light),
        }
    }

    /// What matters less.
    #[must_use]
    pub fn dim(self) -> Style {
        match self.palette {
            Palette::Plain => Style::new().add_modifier(Modifier::DIM),
            Palette::Dark | Palette::Light | Palette::HighContrast => self.colours(245, 242),
        }
    }

    /// Lines and rules.
    #[must_use]
    pub fn rule(self) -> Style {
        self.colours(238, 250)
    }

    /// What can be done, and where one is.
    #[must_use]
    pub fn accent(self) -> Style {
        self.strong(80, 25, Color::Cyan)
    }

    /// Success.
    #[must_use]
    pub fn good(self) -> Style {
        self.strong(114, 28, Color::Green)
    }

    /// Failure.
    #[must_use]
    pub fn bad(self) -> Style {
        self.strong(203, 160, Color::Red)
            .add_modifier(Modifier::BOLD)
    }

    /// Care.
    #[must_use]
    pub fn warn(self) -> Style {
        self.strong(179, 130, Color::Yellow)
    }

    /// What runs.
    #[must_use]
    pub fn live(self) -> Style {
        self.strong(75, 26, Color::Blue)
    }

    /// Heads and titles.
    #[must_use]
    pub fn title(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The line under the cursor.
    #[must_use]
    pub fn selected(self) -> Style {
        match self.palette {
            Palette::Dark => Style::new().bg(Color::Indexed(237)),
            Palette::Light => Style::new().bg(Color::Indexed(253)),
            Palette::HighContrast | Palette::Plain => Style::new().add_modifier(Modifier::REVERSED),
        }
    }

    /// What was searched for.
    #[must_use]
    pub fn hit(self) -> Style {
        self.warn()
            .add_modifier(Modifier::REVERSED | Modifier::BOLD)
    }

    /// A state's colour.
    #[must_use]
    pub fn state(self, state: JobState) -> Style {
        match state {
            JobState::Running => self.live(),
            JobState::Succeeded => self.good(),
            JobState::Failed | JobState::TimedOut => self.bad(),
            JobState::AwaitingInput | JobState::Held | JobState::Queued | JobState::Cancelled => {
                self.dim()
            }
        }
    }
}
