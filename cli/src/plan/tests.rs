use std::{fs, path::PathBuf};

use super::*;

mod refused;

fn tree(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let cwd = root.join("cwd");
    fs::create_dir_all(&cwd).unwrap();
    (dir, cwd)
}

fn line(words: &[&str]) -> Line {
    let mut words = words.iter().map(ToString::to_string);
    Line {
        program: words.next().unwrap(),
        args: words.collect(),
        ..Line::default()
    }
}

fn sent(plan: &Plan) -> Vec<&str> {
    plan.files
        .0
        .keys()
        .map(rgrid_shared::path::RelPath::as_str)
        .collect()
}

/// R-L1: script, arguments and modules, as they stand.
#[test]
fn a_script_in_the_current_directory() {
    let (_dir, cwd) = tree(&[
        ("cwd/p.py", "import lib"),
        ("cwd/lib.py", ""),
        ("cwd/a.csv", ""),
        ("cwd/no.csv", ""),
    ]);
    let plan = make(&line(&["p.py", "a.csv", "out/"]), &cwd).unwrap();
    assert_eq!(plan.runtime, "python");
    assert_eq!(plan.command, ["python", "p.py"]);
    assert_eq!(plan.args, ["a.csv", "out/"]);
    assert_eq!(sent(&plan), ["a.csv", "lib.py", "p.py"]);
}

#[test]
fn a_script_in_a_sub_folder_keeps_its_modules_beside_it() {
    let (_dir, cwd) = tree(&[
        ("cwd/sub/p.py", "import lib"),
        ("cwd/sub/lib.py", ""),
        ("cwd/lib.py", ""),
    ]);
    let plan = make(&line(&["./sub/p.py"]), &cwd).unwrap();
    assert_eq!(plan.command, ["python", "./sub/p.py"]);
    assert_eq!(sent(&plan), ["sub/lib.py", "sub/p.py"]);
}

#[test]
fn a_script_outside_the_current_directory_works_too() {
    let (_dir, cwd) = tree(&[
        ("tools/p.py", "from pkg import x"),
        ("tools/pkg/__init__.py", ""),
        ("cwd/a.csv", ""),
    ]);
    let plan = make(&line(&["../tools/p.py", "a.csv"]), &cwd).unwrap();
    assert_eq!(plan.command, ["python", ".rgrid-in/1/p.py"]);
    assert_eq!(
        sent(&plan),
        [".rgrid-in/1/p.py", ".rgrid-in/1/pkg/__init__.py", "a.csv"]
    );
}

#[test]
fn a_plain_command_sends_what_it_names_but_not_its_program() {
    let (_dir, cwd) = tree(&[
        ("cwd/in.png", ""),
        ("cwd/tool.sh", ""),
        ("cwd/ffmpeg", ""),
        ("cwd/m.py", "import k"),
        ("cwd/k.py", ""),
    ]);
    let command = |words: &[&str]| {
        make(
            &Line {
                plain: true,
                ..line(words)
            },
            &cwd,
        )
        .unwrap()
    };
    let plan = command(&["ffmpeg", "-i", "in.png", "out.jpg"]);
    assert_eq!(
        (plan.runtime.as_str(), sent(&plan)),
        ("ffmpeg", vec!["in.png"])
    );
    assert_eq!(plan.command, ["ffmpeg"]);
    assert_eq!(sent(&command(&["./tool.sh"])), ["tool.sh"]);
    assert_eq!(sent(&command(&["python", "m.py"])), ["k.py", "m.py"]);
}

#[test]
fn extra_inputs_may_get_another_name() {
    let (_dir, cwd) = tree(&[
        ("cwd/p.sh", ""),
        ("cwd/a:b", ""),
        ("data/x/y", ""),
        ("data/z", ""),
    ]);
    let mut typed = line(&["p.sh"]);
    typed.inputs = ["../data/x:in", "../data/z", "a:b"]
        .map(str::to_owned)
        .to_vec();
    assert_eq!(
        sent(&make(&typed, &cwd).unwrap()),
        [".rgrid-in/1/z", "a:b", "in/y", "p.sh"]
    );
    typed.inputs = vec!["../data/z:../evil".into()];
    assert_eq!(make(&typed, &cwd).unwrap_err().kind, "USAGE");
    typed.inputs = vec!["missing".into()];
    assert!(
        make(&typed, &cwd)
            .unwrap_err()
            .message
            .contains("cannot send missing")
    );
}

#[test]
fn two_files_of_one_name_are_an_error() {
    let (_dir, cwd) = tree(&[("cwd/p.sh", ""), ("cwd/a", ""), ("data/z", "")]);
    let mut typed = line(&["p.sh", "a"]);
    typed.inputs = vec!["../data/z:a".into()];
    assert!(
        make(&typed, &cwd)
            .unwrap_err()
            .message
            .contains("both be sent as a")
    );
}
