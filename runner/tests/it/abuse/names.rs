//! Scenario 15: outputs with names and kinds that would trick whoever trusts them.

use rgrid_shared::job::Outcome;

use crate::support::{Grid, Kind, in_memory, python};

on_each_maker!(
    scenario_15_hostile_names_come_home_as_they_are,
    scenario_15_links_pipes_sockets_and_devices_bring_nothing_from_outside,
    scenario_15_a_hundred_thousand_files_come_home
);

/// Every name that a file may have comes home as it is, and none leaves the folder.
async fn scenario_15_hostile_names_come_home_as_they_are(kind: Kind) {
    let grid = Grid::on(kind).await;
    let script = r"
names = ['line\nbreak', '\x1b[31mred\x1b]8;;x\x07', '\x7f\x9b2J', 'n' * 255, 'CASE', 'case', 'Case',
         '...', '-rf', '~', 'C:\\x', '%2e%2e%2f', ' ', '\u202egnp.exe', 'con', '*', '$(x)', '\\..\\..\\x', '\x01']
for name in names: open(name, 'w').write(name)
import os
for away in ['/x', '../x', '/work/../x']:
    try: open(away, 'w'); print('out!')
    except OSError: pass
os.makedirs('a/b'); os.chdir('a/b'); open('../../up', 'w').write('up')
";
    let (finished, record) = grid.run(python(script)).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 }, "{record:?}");
    assert_eq!(record.stdout, b"");
    assert_eq!(finished.artifacts.len(), 20);
    let names: Vec<_> = finished.artifacts.iter().map(|a| a.path.as_str()).collect();
    for name in [
        "line\nbreak",
        "\u{1b}[31mred\u{1b}]8;;x\u{7}",
        "CASE",
        "case",
        "Case",
        "up",
        "\\..\\..\\x",
    ] {
        assert!(names.contains(&name), "{name:?} of {names:?}");
    }
    let long = "n".repeat(255);
    assert!(names.contains(&long.as_str()));
}

/// What is no file of its own stays behind, and devices cannot even be made.
async fn scenario_15_links_pipes_sockets_and_devices_bring_nothing_from_outside(kind: Kind) {
    let grid = Grid::on(kind).await;
    let script = r"
import os, socket, stat
os.symlink('/etc/shadow', 'link'); os.symlink('../../../../etc', 'etc'); os.symlink('link', 'link2')
os.mkfifo('fifo'); socket.socket(socket.AF_UNIX).bind('sock')
for kind in (stat.S_IFBLK, stat.S_IFCHR):
    try: os.mknod(f'dev{kind}', kind | 0o600, os.makedev(1, 3)); print('made')
    except PermissionError: pass
for near in ('/etc/passwd', '/proc/1/mem'):
    try: os.link(near, 'hard'); print('linked')
    except OSError: pass
open('mine', 'w').write('1'); os.link('mine', 'twice')
";
    let (finished, record) = grid.run(python(script)).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 }, "{record:?}");
    assert_eq!(record.stdout, b"");
    let names: Vec<_> = finished.artifacts.iter().map(|a| a.path.as_str()).collect();
    assert_eq!(names, ["mine", "twice"]);
}

/// 100,000 files are the most that come home, and they do.
async fn scenario_15_a_hundred_thousand_files_come_home(kind: Kind) {
    let (_disk, grid) = in_memory(kind).await;
    let script =
        "import os\nfor i in range(100_000): os.close(os.open(f'{i}', os.O_CREAT | os.O_WRONLY))";
    let (finished, _) = grid.run(python(script)).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 });
    assert_eq!(
        (finished.artifacts.len(), finished.inline.len()),
        (100_000, 1)
    );
}
