//! Colour: whether a stream has any, and the few that are used. Colour never carries meaning alone.

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ColorWhen {
    /// On a terminal that can, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Paints text, or leaves it plain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint(bool);

impl Paint {
    /// Decides for one stream from the flag, the environment and the stream itself.
    #[must_use]
    pub fn decide(when: ColorWhen, tty: bool) -> Self {
        Self::from_words(when, tty, |name| {
            std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0")
        })
    }

    fn from_words(when: ColorWhen, tty: bool, set: impl Fn(&str) -> bool) -> Self {
        Self(match when {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto if set("NO_COLOR") => false,
            ColorWhen::Auto if set("CLICOLOR_FORCE") || set("FORCE_COLOR") => true,
            ColorWhen::Auto => tty && !is_dumb(),
        })
    }

    /// Whether there is any.
    #[must_use]
    pub fn is_on(self) -> bool {
        self.0
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    /// Failure.
    #[must_use]
    pub fn red(self, text: &str) -> String {
        self.with("1;31", text)
    }

    /// Success.
    #[must_use]
    pub fn green(self, text: &str) -> String {
        self.with("32", text)
    }

    /// Care.
    #[must_use]
    pub fn yellow(self, text: &str) -> String {
        self.with("33", text)
    }

    /// What may be typed.
    #[must_use]
    pub fn cyan(self, text: &str) -> String {
        self.with("36", text)
    }

    /// What matters less.
    #[must_use]
    pub fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    /// What matters more.
    #[must_use]
    pub fn bold(self, text: &str) -> String {
        self.with("1", text)
    }
}

/// Whether the terminal says that it can do nothing.
#[must_use]
pub fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R-L9.
    #[test]
    fn no_color_wins_over_a_terminal_and_a_flag_wins_over_all() {
        let none = |_: &str| false;
        let no_color = |name: &str| name == "NO_COLOR";
        let force = |name: &str| name == "CLICOLOR_FORCE";
        assert_eq!(
            Paint::from_words(ColorWhen::Auto, true, no_color),
            Paint(false)
        );
        assert_eq!(
            Paint::from_words(ColorWhen::Always, false, no_color),
            Paint(true)
        );
        assert_eq!(
            Paint::from_words(ColorWhen::Never, true, force),
            Paint(false)
        );
        assert_eq!(
            Paint::from_words(ColorWhen::Auto, false, force),
            Paint(true)
        );
        assert_eq!(
            Paint::from_words(ColorWhen::Auto, false, none),
            Paint(false)
        );
    }

    #[test]
    fn without_colour_text_stays_as_it_is() {
        assert_eq!(Paint(false).red("x"), "x");
        assert_eq!(Paint(true).red("x"), "\u{1b}[1;31mx\u{1b}[0m");
    }
}
