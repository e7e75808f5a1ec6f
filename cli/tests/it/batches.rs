//! Batches and readable plans, seen through `--dry-run` (R-L2).

use crate::{
    plans::{plan, sent},
    scene::Scene,
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
