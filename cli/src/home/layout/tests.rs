use std::{fs, os::unix::fs::symlink};

use super::*;
use crate::{
    plan::{self, Line},
    send::Blobs,
};

fn artifact(path: &str, text: &str) -> Artifact {
    Artifact {
        path: RelPath::new(path).unwrap(),
        digest: Digest::of(text.as_bytes()),
        size: 1,
        executable: false,
    }
}

/// A run in `cwd` with the script `p.sh` and these arguments; the files are there already.
fn single(root: &Path, args: &[&str]) -> Single {
    let cwd = root.join("cwd");
    let line = Line {
        program: "p.sh".into(),
        args: args.iter().map(ToString::to_string).collect(),
        ..Line::default()
    };
    let plan = plan::make(&line, &cwd).unwrap();
    let inputs = Blobs::default().take(&plan.files).unwrap();
    Single::new(cwd, &plan, &inputs)
}

fn scene() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    for path in ["cwd/p.sh", "cwd/a", "data/b", "data/there", "data/d/x"] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "old").unwrap();
    }
    (dir, root)
}

fn goes(single: &Single, path: &str, text: &str) -> Option<PathBuf> {
    single
        .place(&artifact(path, text))
        .map(|goes| goes.root.join(&goes.path))
}

/// R-L3: outputs land as if run locally; an input comes back only when it was changed.
#[test]
fn outputs_go_where_a_local_run_would_put_them() {
    let (_dir, root) = scene();
    let single = single(&root, &["a", "../data/b", "../data/d", "../data/new"]);
    assert_eq!(goes(&single, "out/x", "1"), Some(root.join("cwd/out/x")));
    assert_eq!(goes(&single, "a", "old"), None);
    assert_eq!(goes(&single, "a", "new"), Some(root.join("cwd/a")));
    assert_eq!(
        goes(&single, ".rgrid-in/1/b", "new"),
        Some(root.join("data/b"))
    );
    assert_eq!(
        goes(&single, ".rgrid-in/1/d/y", "1"),
        Some(root.join("data/d/y"))
    );
    assert_eq!(
        goes(&single, ".rgrid-in/1/new", "1"),
        Some(root.join("data/new"))
    );
    assert_eq!(
        goes(&single, ".rgrid-in/1/b.out", "1"),
        Some(root.join("data/b.out"))
    );
}

#[test]
fn nothing_outside_that_was_not_named_is_replaced_or_hidden() {
    let (_dir, root) = scene();
    for folder in [".ssh", "deep"] {
        std::fs::create_dir(root.join("data").join(folder)).unwrap();
    }
    let single = single(&root, &["../data/b"]);
    for name in ["there", ".bashrc", "sub/x", ".ssh/rc", "deep/x"] {
        let remote = format!(".rgrid-in/1/{name}");
        assert_eq!(
            goes(&single, &remote, "1"),
            Some(root.join("cwd").join(&remote)),
            "{name}"
        );
    }
    assert_eq!(
        goes(&single, ".rgrid-in/9/x", "1"),
        Some(root.join("cwd/.rgrid-in/9/x"))
    );
}

#[test]
fn an_input_that_is_a_link_here_is_written_behind_it() {
    let (_dir, root) = scene();
    symlink("../data/b", root.join("cwd/l")).unwrap();
    let single = single(&root, &["l"]);
    assert_eq!(goes(&single, "l", "new"), Some(root.join("data/b")));
}

/// R-L2: `./outputs/<stem>/`, and with `--flat` one folder in which no two files meet.
#[test]
fn a_batch_puts_each_item_in_its_folder_or_all_in_one() {
    let mut folders = Batch::new("outputs".into(), false);
    assert_eq!(
        folders.place("img1", "sub/o.jpg").unwrap().path.as_str(),
        "img1/sub/o.jpg"
    );
    assert_eq!(folders.place("img1", "sub/.rgrid-folder"), None);
    let mut flat = Batch::new("outputs".into(), true);
    let mut path = |remote: &str| flat.place("i", remote).unwrap().path.to_string();
    assert_eq!(
        [
            path("o.jpg"),
            path("sub/o.jpg"),
            path("O.jpg"),
            path(".x"),
            path("y/.x")
        ],
        ["o.jpg", "o_1.jpg", "O_2.jpg", ".x", ".x_1"]
    );
}
