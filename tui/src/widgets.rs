//! Widgets: pure functions of data to cells of the screen. They keep nothing and ask nobody.

pub mod bar;
pub mod frame;
pub mod glyph;
pub mod list;
pub mod table;
pub mod text;
