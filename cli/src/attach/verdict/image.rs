//! Why an image cannot be had, in words that say what to do.

/// The reason in what Docker said, without the address of its request and the quoting around it.
pub(super) fn why(said: &str) -> String {
    let lower = said.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&["manifest unknown", "manifest for", "no such image"]) {
        return "its registry has no such image or tag".to_owned();
    }
    if has(&["access denied", "unauthorized", "authentication required"]) {
        return "its registry has no such image, or only for those who log in".to_owned();
    }
    if has(&["no such host", "server misbehaving", "name resolution"]) {
        return "the node cannot find its registry".to_owned();
    }
    if has(&[
        "connection refused",
        "i/o timeout",
        "deadline exceeded",
        "unreachable",
    ]) {
        return "its registry does not answer the node".to_owned();
    }
    if has(&["invalid reference", "repository name must"]) {
        return "that is not the name of an image".to_owned();
    }
    // What the runner put in front names the image again.
    let rest = said
        .split_once("could not be pulled: ")
        .map_or(said, |(_, rest)| rest);
    crate::table::plain(rest)
}

#[cfg(test)]
mod tests {
    use super::why;

    #[test]
    fn what_docker_says_becomes_a_reason() {
        let pulled = |text: &str| why(&format!("the image x:1 could not be pulled: {text}"));
        assert_eq!(
            pulled(
                "Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io: no such host"
            ),
            "the node cannot find its registry"
        );
        assert_eq!(
            pulled("Get \"http://localhost:9/v2/\": connect: connection refused"),
            "its registry does not answer the node"
        );
        assert_eq!(
            pulled("manifest unknown"),
            "its registry has no such image or tag"
        );
        assert_eq!(
            pulled("pull access denied for x"),
            "its registry has no such image, or only for those who log in"
        );
        assert_eq!(
            pulled("invalid reference format"),
            "that is not the name of an image"
        );
        assert_eq!(pulled("the \"disk\"\nis full"), "the \"disk\"\\nis full");
    }
}
