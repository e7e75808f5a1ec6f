use super::*;
use crate::{digest::Digest, path::RelPath};

fn hello() -> JobSpec {
    JobSpec::new("python", vec!["python".into(), "hello.py".into()])
}

fn broken(change: impl FnOnce(&mut JobSpec)) -> Vec<String> {
    let mut spec = hello();
    change(&mut spec);
    spec.validate()
        .unwrap_err()
        .into_iter()
        .map(|error| error.field)
        .collect()
}

fn input(path: &str) -> Input {
    Input {
        path: RelPath::new(path).unwrap(),
        digest: Digest::of(b""),
        size: 0,
        executable: false,
    }
}

#[test]
fn the_defaults_are_valid_and_documented() {
    let spec: JobSpec = serde_json::from_str(r#"{"runtime":"python","command":["x"]}"#).unwrap();
    assert_eq!(spec.validate(), Ok(()));
    assert_eq!(spec.resources.memory_bytes, 512 << 20);
    assert_eq!(
        (spec.timeout_s, spec.network, spec.retries),
        (3600, false, 0)
    );
}

#[expect(clippy::too_many_lines, reason = "one table of all fields")]
/// Validated with one clear error per field (R-C3).
#[test]
fn each_broken_field_is_named() {
    assert_eq!(broken(|spec| spec.runtime = "pyhton".into()), ["runtime"]);
    assert_eq!(broken(|spec| spec.command.clear()), ["command"]);
    assert_eq!(
        broken(|spec| spec.args = vec!["x".repeat(2 << 20)]),
        ["command"]
    );
    assert_eq!(broken(|spec| spec.args = vec!["a\0".into()]), ["args"]);
    assert_eq!(
        broken(|spec| drop(spec.env.insert("A=B".into(), String::new()))),
        ["env"]
    );
    assert_eq!(
        broken(|spec| drop(spec.env.insert("A".into(), "\0".into()))),
        ["env"]
    );
    assert_eq!(
        broken(|spec| drop(
            spec.secrets
                .insert("A".into(), Secret::new("x".repeat(300_000)))
        )),
        ["env"]
    );
    assert_eq!(
        broken(|spec| spec.inputs = vec![input("a"), input("a")]),
        ["inputs[1].path"]
    );
    let name = "n".repeat(250);
    let deep = |n: usize| input(&format!("{n}/{}", vec![&name[..]; 15].join("/")));
    assert_eq!(
        broken(|spec| spec.inputs = (0..600).map(deep).collect()),
        ["inputs"],
        "two mebibytes of names"
    );
    assert_eq!(
        broken(|spec| spec.resources.cpu_millis = 0),
        ["resources.cpu_millis"]
    );
    assert_eq!(
        broken(|spec| spec.resources.memory_bytes = 1),
        ["resources.memory_bytes"]
    );
    assert_eq!(
        broken(|spec| spec.resources.disk_bytes = 0),
        ["resources.disk_bytes"]
    );
    assert_eq!(broken(|spec| spec.resources.pids = 0), ["resources.pids"]);
    assert_eq!(broken(|spec| spec.timeout_s = 0), ["timeout_s"]);
    assert_eq!(broken(|spec| spec.retries = 11), ["retries"]);
    assert_eq!(
        broken(|spec| drop(spec.metadata.insert(String::new(), "x".into()))),
        ["metadata"]
    );
    assert_eq!(
        broken(|spec| spec.outputs = vec!["x".into(); 65]),
        ["outputs"]
    );
}

#[test]
fn all_broken_fields_are_named_at_once() {
    let fields = broken(|spec| {
        spec.runtime = "?".into();
        spec.timeout_s = 0;
        spec.env = (0..1001)
            .map(|n| (format!("V{n}"), String::new()))
            .collect();
    });
    assert_eq!(fields, ["runtime", "env", "timeout_s"]);
}

#[test]
fn an_unknown_field_is_refused_by_name() {
    let error = serde_json::from_str::<JobSpec>(r#"{"runtime":"python","comand":[]}"#).unwrap_err();
    assert!(error.to_string().contains("unknown field `comand`"));
}

#[test]
fn a_secret_does_not_show_itself() {
    assert_eq!(format!("{:?}", Secret::new("hunter2")), "[secret]");
}

#[test]
fn a_blob_used_twice_is_needed_once() {
    let mut spec = hello();
    spec.inputs = vec![input("a"), input("b")];
    spec.stdin = Some(BlobRef {
        digest: Digest::of(b"x"),
        size: 1,
    });
    assert_eq!(spec.blobs().len(), 2);
}
