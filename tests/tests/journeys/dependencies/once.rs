//! Many jobs that need the same new packages at the same moment.

use super::super::support::User;

#[test]
fn fifty_jobs_with_the_same_new_list_install_it_once() {
    let user = User::new();
    // A list that nobody has installed: the condition holds everywhere.
    let name = user.path("").display().to_string().replace(['/', '.'], "");
    user.write(
        "requirements.txt",
        format!("six==1.17.0 ; platform_version != '{name}'\n"),
    );
    user.write(
        "p.py",
        "import six, sys; print(six.__version__, *sys.argv[1:])",
    );
    for item in 0..50 {
        user.write(&format!("in/{item}.txt"), item.to_string());
    }
    let run = [
        "run",
        "--parallel",
        "50",
        "--remote-only",
        "p.py",
        "--batch",
        "in/*.txt",
    ];
    let run = user.rgrid(&run).exits(0).says("50 of 50 succeeded");
    let batch = user.rgrid(&["list", "--batches", "-q"]).exits(0).stdout;
    let batches = batch.lines().take(20);
    // Other tests make batches meanwhile; ours is the one with these words.
    let logs = batches.map(|batch| {
        let logs = user.rgrid(&["logs", batch]).exits(0);
        logs.stdout + &logs.stderr
    });
    let log = logs
        .into_iter()
        .find(|log| log.matches("1.17.0 in/").count() == 50);
    let log = log.unwrap_or_else(|| panic!("no log of it: {}", run.stderr));
    assert_eq!(
        log.matches("rgrid: installing dependencies").count(),
        1,
        "{log}"
    );
}
