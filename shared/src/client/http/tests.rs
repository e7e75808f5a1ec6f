use super::*;

#[test]
fn only_plain_addresses_of_this_machine_do_without_certificates() {
    for url in [
        "http://127.0.0.1:7430",
        "http://127.8.9.1/v1/jobs",
        "http://localhost:7430/x?y",
        "http://[::1]:7430",
    ] {
        assert!(is_here(url), "{url}");
    }
    for url in [
        "https://127.0.0.1:7430",
        "http://10.0.0.1",
        "http://localhost.example",
        "http://127.0.0.1.example",
        "http://example/127.0.0.1",
        "no address",
    ] {
        assert!(!is_here(url), "{url}");
    }
}

#[test]
fn a_client_is_made_once_and_only_for_where_it_is_used() {
    let http = Http::new(Duration::from_secs(1));
    assert!(http.here.get().is_none() && http.away.get().is_none());
    http.to("http://127.0.0.1:1").unwrap();
    assert!(http.here.get().is_some() && http.away.get().is_none());
    http.clone().to("https://example.org").unwrap();
    assert!(http.away.get().is_some());
}
