//! Files that go out and files that come home (R-L1, R-L3, R-E2).

use super::support::User;

#[test]
fn an_argument_file_is_read_and_outputs_land_in_a_new_folder() {
    let user = User::new();
    user.write("data/in.csv", "a,b\n1,2\n");
    user.write(
        "process.py",
        "import sys, os\ntext = open(sys.argv[1]).read()\nos.makedirs('out/deep')\n\
         open('out/copy.csv', 'w').write(text)\nopen('out/deep/len.txt', 'w').write(str(len(text)))\n",
    );
    user.rgrid(&["run", "process.py", "data/in.csv"]).exits(0);
    assert_eq!(user.read("out/copy.csv"), "a,b\n1,2\n");
    assert_eq!(user.read("out/deep/len.txt"), "8");
    assert_eq!(
        user.files(),
        [
            "data/in.csv",
            "out/copy.csv",
            "out/deep/len.txt",
            "process.py"
        ]
    );
}

#[test]
fn absolute_and_parent_paths_keep_working() {
    let user = User::new();
    user.write("up.txt", "from above")
        .write("abs.txt", "absolute")
        .write("work/show.py", SHOW);
    let mut command = user.command(&[
        "run",
        "show.py",
        "../up.txt",
        user.path("abs.txt").to_str().unwrap(),
    ]);
    let output = command.current_dir(user.path("work")).output().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "from above\nabsolute\n",
        "{output:?}"
    );
}

const SHOW: &str = "import sys\nfor name in sys.argv[1:]: print(open(name).read())\n";

#[test]
fn names_with_spaces_quotes_newlines_and_accents_go_both_ways() {
    let user = User::new();
    let names = [
        "with space.txt",
        "quote\"'s.txt",
        "new\nline.txt",
        "ünïcödé-日本.txt",
        "-dash.txt",
    ];
    user.write(
        "swap.py",
        "import sys, shutil\nfor n in sys.argv[1:]: shutil.copy('./' + n, './out-' + n)\n",
    );
    let mut args = vec!["run", "swap.py"];
    for name in names {
        user.write(name, name);
        args.push(name);
    }
    user.rgrid(&args).exits(0);
    for name in names {
        assert_eq!(user.read(&format!("out-{name}")), name);
    }
}

#[test]
fn an_input_comes_back_only_if_the_script_changed_it() {
    let user = User::new();
    user.write(
        "edit.py",
        "open('a.txt', 'a').write('more'); open('b.txt').read()",
    );
    user.write("a.txt", "some ").write("b.txt", "same");
    let before = std::fs::metadata(user.path("b.txt"))
        .unwrap()
        .modified()
        .unwrap();
    user.rgrid(&["run", "edit.py", "a.txt", "b.txt"]).exits(0);
    assert_eq!(user.read("a.txt"), "some more");
    assert_eq!(
        std::fs::metadata(user.path("b.txt"))
            .unwrap()
            .modified()
            .unwrap(),
        before
    );
}

#[test]
fn folders_go_along_without_git_and_ignored_files() {
    let user = User::new();
    user.write("tree.py", "import os\nfor d, _, fs in sorted(os.walk('src')):\n  for f in sorted(fs): print(d + '/' + f)\n");
    user.write("src/a.txt", "")
        .write("src/sub/b.txt", "")
        .write("src/.git/config", "");
    user.write("src/junk.log", "")
        .write("src/.gitignore", "*.log\n");
    let ended = user.rgrid(&["run", "tree.py", "src"]).exits(0);
    assert_eq!(ended.stdout, "src/.gitignore\nsrc/a.txt\nsrc/sub/b.txt\n");
}

#[test]
fn scenario_16_links_never_escape_in_either_direction() {
    let user = User::new();
    user.write("links.py", "import os\nos.symlink('/etc/passwd', 'steal')\nos.symlink('/', 'root')\nos.mkfifo('fifo')\nopen('real', 'w').write('x')\n");
    user.rgrid(&["run", "links.py"]).exits(0);
    assert_eq!(user.files(), ["links.py", "real"]);
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path(), user.path("out")).unwrap();
    user.write(
        "write.py",
        "import os; os.makedirs('out'); open('out/x', 'w').write('x')",
    );
    let ended = user.rgrid(&["run", "write.py"]);
    assert_ne!(ended.code, 0, "a planted link is refused: {ended:?}");
    assert!(std::fs::read_dir(outside.path()).unwrap().next().is_none());
}
