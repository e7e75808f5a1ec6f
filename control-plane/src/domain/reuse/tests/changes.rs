//! Every way to change one part of a job.

use rgrid_shared::{
    digest::Digest,
    path::RelPath,
    spec::{BlobRef, Dependencies, Installer, JobSpec, Secret},
};

use super::file;

type Change = (&'static str, fn(&mut JobSpec));

/// Every way to change one part that a job can see of itself.
pub(super) const CHANGES: &[Change] = &[
    ("image", |spec| spec.runtime = "debian:13".into()),
    ("command", |spec| spec.command[0].push('x')),
    ("another word", |spec| spec.args.push(String::new())),
    ("a word split", |spec| {
        spec.args = spec.args.iter().map(|word| format!("{word} ")).collect();
        spec.args.push("x".into());
    }),
    ("a variable", |spec| {
        drop(spec.env.insert("X".into(), String::new()));
    }),
    ("a value", |spec| {
        drop(spec.env.insert("A".into(), "zz".into()));
    }),
    ("a secret", |spec| {
        drop(spec.secrets.insert("S".into(), Secret::new("s")));
    }),
    ("a name of an input", |spec| {
        spec.inputs[0].path = RelPath::new("zz").unwrap();
    }),
    ("a content of an input", |spec| {
        spec.inputs[0].digest = Digest::of(b"zz");
    }),
    ("a mode of an input", |spec| {
        spec.inputs[0].executable = true;
    }),
    ("an input more", |spec| spec.inputs.push(file("zz", ""))),
    ("an input less", |spec| drop(spec.inputs.pop())),
    ("standard input", |spec| {
        spec.stdin = Some(BlobRef {
            digest: Digest::of(b""),
            size: 0,
        });
    }),
    ("outputs", |spec| spec.outputs.push("zz".into())),
    ("processor", |spec| spec.resources.cpu_millis += 1),
    ("memory", |spec| spec.resources.memory_bytes += 1),
    ("disk", |spec| spec.resources.disk_bytes += 1),
    ("processes", |spec| spec.resources.pids += 1),
    ("network", |spec| spec.network = !spec.network),
    ("dependencies", |spec| {
        spec.dependencies = Some(needs(Installer::Uv, "numpy"));
    }),
    ("their installer", |spec| {
        spec.dependencies = Some(needs(Installer::UvLock, "numpy"));
    }),
    ("their list", |spec| {
        spec.dependencies = Some(needs(Installer::Uv, "numpy==2"));
    }),
];

fn needs(installer: Installer, list: &str) -> Dependencies {
    let files = vec![file("requirements.txt", list)];
    Dependencies { installer, files }
}
