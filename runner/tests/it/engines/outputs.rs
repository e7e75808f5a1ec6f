//! R-E2: what comes home, and what never does.

use std::collections::BTreeMap;

use rgrid_shared::{digest::Digest, job::Outcome, spec::Input, wire::node::Finished};

use crate::support::{Grid, Kind, assignment, inline, python};

on_each_engine!(
    only_new_and_changed_files_come_home,
    links_pipes_and_sockets_stay_behind_and_odd_names_come_home,
    three_hundred_files_small_and_large_all_come_home,
    patterns_choose_what_comes_home
);

async fn outputs(grid: &Grid, script: &str) -> (Finished, BTreeMap<String, Vec<u8>>) {
    let (finished, record) = grid.run(python(script)).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 }, "{record:?}");
    let files = files(grid, &finished);
    (finished, files)
}

fn files(grid: &Grid, finished: &Finished) -> BTreeMap<String, Vec<u8>> {
    let plane = grid.plane.lock();
    let bytes = |digest| {
        plane
            .blobs
            .get(digest)
            .cloned()
            .expect("its bytes came home")
    };
    let artifacts = finished.artifacts.iter();
    artifacts
        .map(|a| (a.path.to_string(), bytes(&a.digest)))
        .collect()
}

async fn only_new_and_changed_files_come_home(kind: Kind) {
    let grid = Grid::on(kind).await;
    let mut job = assignment(python(
        "open('same','w').write('s'); open('changed','w').write('new!'); open('sub dir','w').write('x')\nimport os; os.chmod('run', 0o755)",
    ));
    for (path, bytes) in [
        ("same", b"s"),
        ("changed", b"c"),
        ("untouched", b"u"),
        ("run", b"r"),
    ] {
        let (path, digest) = (path.parse_path(), Digest::of(bytes));
        job.spec.inputs.push(Input {
            path,
            digest,
            size: 1,
            executable: false,
        });
        job.inputs.push(inline(bytes));
    }
    let attempt = grid.plane.give(job);
    let finished = grid.finished(attempt).await;
    let names: Vec<_> = files(&grid, &finished).into_keys().collect();
    assert_eq!(names, ["changed", "run", "sub dir"]);
    assert!(finished.artifacts[1].executable);
}

trait ParsePath {
    fn parse_path(&self) -> rgrid_shared::path::RelPath;
}

impl ParsePath for str {
    fn parse_path(&self) -> rgrid_shared::path::RelPath {
        rgrid_shared::path::RelPath::new(self).unwrap()
    }
}

async fn links_pipes_and_sockets_stay_behind_and_odd_names_come_home(kind: Kind) {
    let grid = Grid::on(kind).await;
    let script = r"
import os, socket
os.symlink('/etc/passwd', 'link'); os.symlink('..', 'up'); os.symlink('/proc/self/root', 'root')
os.mkdir('d'); os.symlink('/etc', 'd/etc')
os.mkfifo('fifo'); socket.socket(socket.AF_UNIX).bind('sock')
open('plain', 'w').write('p'); os.link('plain', 'hard')
open('new\nline', 'w').write('n'); open('sp ace \'q\' \u00fc', 'w').write('s')
open(b'\xff\xfe', 'w').write('no')
os.makedirs('deep/er'); open('deep/er/file', 'w').write('d')
open('secret', 'w').write('mine'); os.chmod('secret', 0)
";
    let (finished, files) = outputs(&grid, script).await;
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "deep/er/file",
            "hard",
            "new\nline",
            "plain",
            "secret",
            "sp ace 'q' ü"
        ]
    );
    assert_eq!(files["hard"], b"p");
    let log = grid.plane.record(finished.attempt).stderr;
    let log = String::from_utf8_lossy(&log).into_owned();
    assert!(log.contains("1 file(s) were left behind"), "{log}");
}

async fn three_hundred_files_small_and_large_all_come_home(kind: Kind) {
    let grid = Grid::on(kind).await;
    grid.plane.lock().failing_puts = 2;
    let script = r"
import os
for i in range(300):
    os.makedirs(f'd{i % 7}', exist_ok=True)
    open(f'd{i % 7}/{i}', 'wb').write(str(i).encode() * (1 + i * 100))
";
    let (_, files) = outputs(&grid, script).await;
    assert_eq!(files.len(), 300);
    for i in [0, 7, 299] {
        let name = format!("d{}/{i}", i % 7);
        assert_eq!(files[&name], i.to_string().repeat(1 + i * 100).into_bytes());
    }
}

async fn patterns_choose_what_comes_home(kind: Kind) {
    let grid = Grid::on(kind).await;
    let mut spec = python(
        "import os\nos.makedirs('out/x')\nfor f in ['a.txt','b.csv','out/c','out/x/d.txt']: open(f,'w').write(f)",
    );
    spec.outputs = vec!["*.csv".into(), "./out/x/".into()];
    let (finished, _) = grid.run(spec).await;
    let names: Vec<_> = files(&grid, &finished).into_keys().collect();
    assert_eq!(names, ["b.csv", "out/x/d.txt"]);
}
