use super::Failed;

/// Another job with the same list may have a better token.
#[test]
fn the_failure_of_a_list_that_names_secrets_is_its_jobs_own() {
    let of = |list: &str| Failed::Installer("no".into()).of(list);
    assert!(matches!(of("pandas\n"), Failed::Installer(_)));
    let private = "--index-url https://x:${TOKEN}@packages.example\nours\n";
    assert!(matches!(of(private), Failed::Here(_)));
}
