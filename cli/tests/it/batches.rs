//! Batches and readable plans, seen through `--dry-run` (R-L2).

use crate::{
    fake::Fake,
    plans::{plan, sent},
    scene::Scene,
    wire,
};

#[test]
fn a_batch_has_an_item_per_file_sorted() {
    let scene = Scene::new();
    scene
        .write("c.py", "")
        .write("i/b.png", "")
        .write("i/a.png", "")
        .write("i/sub/c.png", "")
        .write("j/a.png", "");
    let batch = plan(
        &scene,
        &[
            "c.py",
            "{}",
            "80",
            "--batch",
            "i/*.png",
            "j/a.png",
            "--runtime",
            "ffmpeg",
        ],
    );
    let items = batch["items"].as_array().unwrap();
    let folders: Vec<_> = items
        .iter()
        .map(|item| item["folder"].as_str().unwrap())
        .collect();
    assert_eq!(folders, ["a", "b", "a_1"]);
    assert_eq!(items[0]["args"], serde_json::json!(["i/a.png", "80"]));
    assert_eq!(batch["spec"]["runtime"], "ffmpeg");
    assert_eq!(sent(&batch), ["c.py"]);
}

#[test]
fn the_plan_is_readable_too() {
    let scene = Scene::new();
    scene.write("p.py", "").write("a b.csv", "12345");
    let said = scene.run(&["run", "--dry-run", "p.py", "a b.csv"]);
    insta::assert_snapshot!(said.out, @r"
    runtime   python
    command   python p.py 'a b.csv'
    limits    1 CPU, 512 MiB memory, 10 GiB disk, 1 h 0 m, network closed
    send                 5  'a b.csv'
    send                 0  p.py
    nothing was sent; 2 files, 5 B would be
    ");
}

/// What stands elsewhere there is told: from outside the folder, and under another name.
#[test]
fn the_plan_says_where_a_path_from_outside_stands() {
    let scene = Scene::new();
    scene
        .write("p.py", "")
        .write("../x.csv", "12")
        .write("a", "1");
    let outside = scene.cwd().canonicalize().unwrap().with_file_name("x.csv");
    let outside = outside.display();
    let words = ["run", "--dry-run", "--input", "a:b", "p.py", "../x.csv"];
    let said = scene.run(&words);
    assert!(
        said.out
            .contains("command   python p.py .rgrid-in/1/x.csv\n"),
        "{}",
        said.out
    );
    let sent = format!("send                 2  {outside}  sent as .rgrid-in/1/x.csv\n");
    assert!(said.out.contains(&sent), "{}", said.out);
    assert!(said.out.contains("  a  sent as b\n"), "{}", said.out);
    let said = scene.run(&["run", "--dry-run", "p.py", "--batch", "../x.csv", "a"]);
    let item = format!("item      x  .rgrid-in/1/x.csv  ({outside}  sent as .rgrid-in/1/x.csv)\n");
    assert!(
        said.out.contains(&item) && said.out.contains("item      a  a\n"),
        "{}",
        said.out
    );
    assert!(
        said.out
            .ends_with("nothing was sent; 3 files, 3 B would be\n"),
        "{}",
        said.out
    );
}

/// Who has the same name as another finds its outputs elsewhere.
#[test]
fn items_that_share_a_name_are_told_where_their_outputs_go() {
    let scene = Scene::new();
    scene.write("p.py", "").write("a.txt", "");
    for folder in ["b", "c", "d", "e", "f"] {
        scene.write(&format!("{folder}/a.txt"), "");
    }
    let fake = Fake::new(|_, _| wire::refusal(422, "VALIDATION_ERROR", "seen"));
    let said = |words: &[&str]| scene.run_with(&fake.url, words).err;
    let all = said(&["run", "p.py", "--batch", "**/a.txt"]);
    let says = "rgrid: same names: b/a.txt goes to outputs/a_1, c/a.txt goes to outputs/a_2, d/a.txt goes to outputs/a_3 and 2 more\n";
    assert!(all.starts_with(says), "{all}");
    let one = said(&[
        "run",
        "p.py",
        "--batch",
        "a.txt",
        "b/a.txt",
        "--output-dir",
        "o",
    ]);
    assert!(
        one.starts_with("rgrid: same names: b/a.txt goes to o/a_1\n"),
        "{one}"
    );
    let flat = said(&["run", "--flat", "p.py", "--batch", "a.txt", "b/a.txt"]);
    assert_eq!(flat, "rgrid: seen\n");
}
