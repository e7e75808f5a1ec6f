use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use super::{secrets::StoreKeys, *};

fn layout() -> (tempfile::TempDir, Layout) {
    let home = tempfile::tempdir().unwrap();
    let layout = Layout::below(home.path());
    (home, layout)
}

#[test]
fn the_folder_is_private_to_its_owner() {
    let (home, layout) = layout();
    layout.make().unwrap();
    let mode = fs::metadata(home.path().join("local"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn there_is_one_instance_at_a_time() {
    let (_home, layout) = layout();
    assert_eq!(Instance::running(&layout).unwrap(), None);
    let instance = Instance::take(&layout, "http://127.0.0.1:1").unwrap();
    let error = Instance::take(&layout, "http://127.0.0.1:2").unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "RGrid is already up at http://127.0.0.1:1 (process {})",
            std::process::id()
        )
    );
    assert_eq!(error.hint().as_deref(), Some("rgrid down"));
    assert!(!Instance::running(&layout).unwrap().unwrap().ready);
    instance.set_ready("http://127.0.0.1:1").unwrap();
    assert!(Instance::running(&layout).unwrap().unwrap().ready);
    drop(instance);
    assert_eq!(
        Instance::running(&layout).unwrap(),
        None,
        "a file without a lock is nobody"
    );
}

#[test]
fn the_keys_of_the_store_are_made_once_and_kept_private() {
    let (_home, layout) = layout();
    layout.make().unwrap();
    let keys = StoreKeys::load(&layout).unwrap();
    let again = StoreKeys::load(&layout).unwrap();
    assert_eq!(keys.secret_key, again.secret_key);
    assert_eq!(
        fs::metadata(layout.secrets()).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert!(!format!("{keys:?}").contains(keys.secret_key.reveal()));
}

#[test]
fn an_instance_that_dies_while_starting_is_told_with_its_last_words() {
    let (_home, layout) = layout();
    let args = [
        "-c".to_owned(),
        "echo '{}'; echo 'rgrid: no luck' >&2; echo; exit 3".to_owned(),
    ];
    let error = start_detached(&layout, Path::new("/bin/sh"), &args, None).unwrap_err();
    assert_eq!(error.to_string(), "it ended while starting: no luck");
    assert!(error.hint().unwrap().contains("up.log"));
}

#[test]
fn stopping_nothing_is_nothing() {
    let (_home, layout) = layout();
    assert_eq!(stop(&layout).unwrap(), None);
}

#[test]
fn errors_say_what_to_type_next() {
    let taken = LocalError::PortTaken { port: 7430 };
    assert_eq!(taken.hint().as_deref(), Some("rgrid up --port 7440"));
    let part = LocalError::Part {
        part: "PostgreSQL",
        message: "gone".into(),
        hint: None,
    };
    let part = part.hinted("apt install postgresql");
    assert_eq!(part.to_string(), "PostgreSQL did not start: gone");
    assert_eq!(part.hint().as_deref(), Some("apt install postgresql"));
    let full = LocalError::file("/x")(std::io::ErrorKind::StorageFull.into());
    assert_eq!(full.hint().as_deref(), Some("make room on that disk"));
    assert_eq!(
        LocalError::WillNotStop(7).hint().as_deref(),
        Some("kill -9 7")
    );
    assert_eq!(
        taken.hinted("ignored").hint().as_deref(),
        Some("rgrid up --port 7440")
    );
}
