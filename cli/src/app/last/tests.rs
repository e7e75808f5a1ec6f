use super::*;

#[test]
fn the_last_one_is_remembered_whole_whatever_stood_there() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path().join("made");
    assert_eq!(read(&home), "");
    write(&home, "batch_01m89qx3hbeaeam70qk4a603te").unwrap();
    assert_eq!(read(&home), "batch_01m89qx3hbeaeam70qk4a603te");
    write(&home, "job_1").unwrap();
    assert_eq!(read(&home), "job_1");
}
