use super::*;

#[test]
fn files_and_folders_may_be_chosen() {
    let names = ["out/".to_owned(), "./a.txt".to_owned()];
    assert!(wanted(&names, "out/x/y") && wanted(&names, "a.txt"));
    assert!(!wanted(&names, "output") && !wanted(&names, "b/a.txt"));
    assert!(wanted(&[], "anything"));
    assert_eq!(without_number(".rgrid-in/1/a/b"), "a/b");
    assert_eq!(without_number(".rgrid-in/x/a"), ".rgrid-in/x/a");
}
