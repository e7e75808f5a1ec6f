//! What cannot be installed, and what many need at once.

use super::super::support::User;

#[test]
fn what_cannot_be_installed_says_why_and_what_was_asked_for() {
    let user = User::new();
    user.write("requirements.txt", "pygments==0.0.99\n")
        .write("p.py", "print(1)");
    let failed = user.rgrid(&["run", "p.py"]);
    assert_ne!(failed.code, 0);
    failed
        .says("pygments==0.0.99")
        .says("rgrid: the dependencies cannot be installed: Because ");
    let dry = user.rgrid(&["run", "--dry-run", "p.py"]).exits(0);
    let found = "install   requirements.txt: pygments==0.0.99\n";
    assert!(dry.stdout.contains(found), "{}", dry.stdout);
}

/// The jobs of a batch that need the same new set install it once.
#[test]
fn a_batch_with_new_dependencies_installs_them_once() {
    let user = User::new();
    user.write("requirements.txt", "idna==3.10\n")
        .write("p.py", "import idna, sys; print(sys.argv[1])");
    for number in 0..10 {
        user.write(&format!("in/{number}.txt"), "");
    }
    user.rgrid(&["run", "p.py", "--batch", "in/*.txt"]).exits(0);
    let receipt = user.read("outputs/manifest.json");
    let ids = receipt.split('"').filter(|word| word.starts_with("job_"));
    let logs: Vec<_> = ids.map(|id| user.rgrid(&["logs", id]).exits(0)).collect();
    assert_eq!(logs.len(), 10);
    let installed = |log: &&super::super::support::Ended| {
        format!("{}{}", log.stdout, log.stderr).contains("rgrid: installing dependencies")
    };
    assert_eq!(logs.iter().filter(installed).count(), 1, "{logs:?}");
}
