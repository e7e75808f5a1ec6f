//! `--json` of every command: each line of standard output is a document, and its keys are kept.

mod shape;

use super::support::User;
use shape::shape;

/// What each command prints, as names and kinds.
struct Shapes {
    user: User,
    text: String,
}

impl Shapes {
    /// Runs it with `--json`, and keeps the shape of what it prints under its words.
    fn of(&mut self, code: i32, words: &[&str]) -> Vec<serde_json::Value> {
        let documents = self.parsed(code, words);
        let named = words.iter().map(|word| match word.split_once('_') {
            Some(("job" | "batch" | "key", _)) => "ID",
            _ => word,
        });
        let named: Vec<_> = named.collect();
        self.text += &named.join(" ");
        self.text += "\n";
        let mut shapes: Vec<_> = documents
            .iter()
            .map(|document| shape(document, 1))
            .collect();
        shapes.dedup();
        self.text += &shapes.concat();
        documents
    }

    /// Runs it with `--json`; what others did at the same time may be among what it prints.
    fn parsed(&self, code: i32, words: &[&str]) -> Vec<serde_json::Value> {
        let (first, rest) = words.split_at(1);
        let ended = self
            .user
            .rgrid(&[first, &["--json"], rest].concat())
            .exits(code);
        let lines = ended.stdout.lines();
        let documents: Vec<serde_json::Value> = lines
            .map(|line| {
                serde_json::from_str(line)
                    .unwrap_or_else(|error| panic!("{words:?}: {error}: {line}"))
            })
            .collect();
        assert!(!documents.is_empty(), "{words:?} prints nothing");
        documents
    }
}

#[test]
fn the_documents_of_every_command_keep_their_keys() {
    let mut all = Shapes {
        user: User::new(),
        text: String::new(),
    };
    all.user
        .write("shape.py", "print('hi'); open('made.txt', 'w').write('x')")
        .write("shapeless.py", "import sys; sys.exit('no')")
        .write("in/a", "1");
    jobs(&mut all);
    batches(&mut all);
    rest(&mut all);
    insta::assert_snapshot!(all.text);
}

fn id(documents: &[serde_json::Value], of: &str) -> String {
    documents[0]
        .pointer(of)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

fn jobs(all: &mut Shapes) {
    all.of(0, &["run", "--dry-run", "shape.py"]);
    let job = id(&all.of(0, &["run", "shape.py"]), "/job/id");
    all.of(1, &["run", "shapeless.py"]);
    let detached = id(&all.of(0, &["run", "--detach", "shape.py"]), "/id");
    all.of(0, &["status", "--wait", &detached]);
    all.of(0, &["status", &job]);
    all.of(0, &["attach", &job]);
    all.of(0, &["why", &job]);
    all.of(0, &["logs", &job]);
    all.of(0, &["outputs", &job]);
    all.of(0, &["download", &job, "--output-dir", "there"]);
    all.of(0, &["retry", "--wait", &job]);
    all.of(243, &["cancel", &job]);
    all.of(0, &["list", "--script", "shape.py", "--limit", "1"]);
}

fn batches(all: &mut Shapes) {
    all.of(0, &["estimate", "shape.py"]);
    let documents = all.of(0, &["run", "shape.py", "--batch", "in/a"]);
    let batch = documents.last().unwrap()["batch"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    all.of(0, &["status", &batch]);
    all.of(0, &["why", &batch]);
    all.of(0, &["logs", &batch]);
    all.of(0, &["outputs", &batch]);
    all.of(0, &["download", "--force", &batch]);
    all.parsed(0, &["list", "--batches", "--limit", "1"]);
    let failed = all.of(1, &["run", "shapeless.py", "--batch", "in/a"]);
    let batch = failed.last().unwrap()["batch"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    all.of(0, &["failures", &batch]);
    all.of(0, &["retry", &batch]);
}

fn rest(all: &mut Shapes) {
    let key = id(&all.of(0, &["keys", "create", "snapshot"]), "/id");
    all.parsed(0, &["keys", "list"]);
    all.parsed(0, &["cost"]);
    all.parsed(0, &["doctor"]);
    all.of(0, &["keys", "revoke", &key]);
    // How many sandboxes wait, and of which images, changes all the time.
    all.parsed(0, &["nodes", "list"]);
    all.of(0, &["nodes", "enrol-token"]);
    all.of(0, &["runtimes"]);
    all.of(0, &["up", "-d"]);
    all.of(0, &["estimate", "shape.py"]);
    all.of(0, &["completions", "bash"]);
    all.of(0, &["profiles"]);
    all.of(0, &["profiles", "use", "local"]);
    all.of(0, &["config", "list"]);
    all.of(0, &["config", "set", "--project", "run.cpu", "1"]);
    all.of(0, &["config", "get", "run.cpu"]);
    all.of(0, &["config", "unset", "--project", "run.cpu"]);
    all.of(0, &["api", "GET", "/v1/account"]);
    all.of(0, &["help", "exit-codes"]);
    all.of(0, &["help", "--man", "man"]);
    all.of(242, &["status", "job_01jd0000000000000000000000"]);
}
