//! The comment in a script that names its runtime: `# rgrid: runtime=NAME`, or the same after `//`.

/// Among so many first lines it is looked for.
const LINES: usize = 20;

/// The runtime or image that a script names, if it does.
pub(super) fn runtime(head: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    let named = |line: &str| {
        let line = line.trim();
        let said = line.strip_prefix('#').or_else(|| line.strip_prefix("//"))?;
        let said = said.trim_start().strip_prefix("rgrid:")?;
        let name = said.trim_start().strip_prefix("runtime=")?;
        Some(name.trim().to_owned())
    };
    text.lines().take(LINES).find_map(named)
}
