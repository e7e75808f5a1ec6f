use super::*;
use crate::widgets::glyph;

/// Colour is never the only sign: every state has a letter and a glyph of its own.
#[test]
fn every_state_is_told_apart_without_colour() {
    for ascii in [false, true] {
        let look = Look {
            palette: Palette::Plain,
            ascii,
        };
        let mut glyphs: Vec<_> = JobState::ALL
            .iter()
            .map(|state| glyph::state(look, *state))
            .collect();
        let mut letters: Vec<_> = JobState::ALL
            .iter()
            .map(|state| glyph::letter(*state))
            .collect();
        glyphs.sort_unstable();
        glyphs.dedup();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!((glyphs.len(), letters.len()), (8, 8), "ascii {ascii}");
        assert!(!ascii || glyphs.iter().all(|glyph| glyph.is_ascii()));
    }
}

#[test]
fn palettes_go_round() {
    let mut palette = Palette::default();
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(palette.name());
        palette = palette.next();
    }
    assert_eq!(seen, ["dark", "light", "high-contrast", "plain"]);
    assert_eq!(palette, Palette::Dark);
}
