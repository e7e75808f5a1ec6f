use super::{Dependencies, Installer, MAX_FILE_BYTES};
use crate::{
    digest::Digest,
    path::RelPath,
    spec::{Input, JobSpec},
};

fn file(name: &str, size: u64) -> Input {
    let path = RelPath::new(name).unwrap();
    let digest = Digest::of(name.as_bytes());
    Input {
        path,
        digest,
        size,
        executable: false,
    }
}

fn refused(installer: Installer, files: Vec<Input>) -> bool {
    let mut spec = JobSpec::new("python", vec!["python".into()]);
    spec.dependencies = Some(Dependencies { installer, files });
    match spec.validate() {
        Ok(()) => false,
        Err(errors) => errors
            .iter()
            .all(|error| error.field == "dependencies.files"),
    }
}

#[test]
fn an_installer_takes_its_own_files_and_no_others() {
    let named = |names: &[&str]| names.iter().map(|name| file(name, 1)).collect::<Vec<_>>();
    assert!(!refused(Installer::Uv, named(&["requirements.txt"])));
    assert!(!refused(
        Installer::Uv,
        named(&["requirements.txt", "constraints.txt"])
    ));
    assert!(!refused(
        Installer::Npm,
        named(&["package.json", "package-lock.json"])
    ));
    assert!(refused(Installer::Npm, named(&["package.json"])));
    assert!(refused(Installer::Uv, named(&[])));
    assert!(refused(
        Installer::Uv,
        named(&["requirements.txt", "setup.py"])
    ));
    assert!(refused(
        Installer::Uv,
        named(&["requirements.txt", "requirements.txt", "constraints.txt"])
    ));
    assert!(refused(
        Installer::Uv,
        vec![file("requirements.txt", MAX_FILE_BYTES + 1)]
    ));
}

#[test]
fn its_files_are_among_the_blobs_of_the_job() {
    let mut spec = JobSpec::new("python", vec!["python".into()]);
    let files = vec![file("requirements.txt", 3)];
    spec.dependencies = Some(Dependencies {
        installer: Installer::Uv,
        files: files.clone(),
    });
    assert_eq!(spec.blobs(), [files[0].blob()]);
}

/// A job of an earlier version, and one without dependencies, say nothing of them.
#[test]
fn a_job_without_dependencies_reads_and_writes_as_before() {
    let spec = JobSpec::new("python", vec!["python".into()]);
    let text = serde_json::to_string(&spec).unwrap();
    assert!(!text.contains("dependencies"));
    assert_eq!(serde_json::from_str::<JobSpec>(&text).unwrap(), spec);
}
