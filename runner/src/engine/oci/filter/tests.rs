use serde_json::json;

use super::Filter;

#[test]
fn what_the_runtime_made_for_the_first_sandbox_is_given_to_it_for_the_others() {
    let (notes, later) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let filter = Filter::default();
    filter.keep(notes.path());
    assert_eq!(filter.annotations(), json!({}), "no filter, no word of one");
    std::fs::write(notes.path().join("seccomp.bpf"), "filter").unwrap();
    std::fs::write(later.path().join("seccomp.bpf"), "another").unwrap();
    filter.keep(notes.path());
    filter.keep(later.path());
    let given = json!({"run.oci.seccomp_bpf_data": "ZmlsdGVy"});
    assert_eq!(filter.annotations(), given);
}
