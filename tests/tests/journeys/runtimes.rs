//! Each runtime whose image can be made here starts its scripts (R-L4).

use super::support::User;

#[test]
fn scripts_of_several_languages_run_as_they_are() {
    let user = User::new();
    user.write("x.rb", "puts [3, 1, 2].sort.join(' ')")
        .write("x.R", "cat(sum(1:4), '\\n')");
    for (script, says) in [("x.rb", "1 2 3\n"), ("x.R", "10 \n")] {
        let ended = user.rgrid(&["run", script]).exits(0);
        assert_eq!(ended.stdout, says, "{script}");
    }
}

#[test]
fn data_science_needs_nothing_installed() {
    let user = User::new();
    user.write(
        "p.py",
        "import numpy, pandas, scipy, sklearn, matplotlib.pyplot as plot\n\
         plot.plot(numpy.arange(3)); plot.savefig('p.png'); print(pandas.Series([1, 2]).sum())\n",
    );
    let words = ["run", "--runtime", "python-datascience", "p.py"];
    let ended = user.rgrid(&words).exits(0);
    assert_eq!(ended.stdout, "3\n", "{}", ended.stderr);
    assert!(user.path("p.png").metadata().unwrap().len() > 1_000);
}

#[test]
fn a_runtime_of_the_projects_own_runs_on_any_server() {
    let user = User::new();
    let own = "[[runtime]]\nname = \"quiet\"\nimage = \"debian:bookworm-slim\"\nextensions = [\"q\"]\n\
        start = [\"sh\", \"-e\"]\nenv = { SAID = \"so\" }\n";
    user.write(".rgrid/runtimes.toml", own)
        .write("x.q", "echo $SAID $1");
    let ended = user.rgrid(&["run", "x.q", "here"]).exits(0);
    assert_eq!(ended.stdout, "so here\n");
}
