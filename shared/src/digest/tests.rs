use super::*;

#[test]
fn the_empty_blob_has_the_known_digest() {
    let digest = Digest::of(b"");
    assert_eq!(
        digest.to_string(),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    assert_eq!(
        digest.base64(),
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    );
    assert_eq!(digest.to_string().parse(), Ok(digest));
}

#[test]
fn pieces_hash_like_the_whole() {
    let mut hasher = Hasher::default();
    hasher.update(b"hello ");
    hasher.update(b"world");
    assert_eq!(hasher.finish(), (Digest::of(b"hello world"), 11));
}

#[test]
fn other_texts_are_refused() {
    let upper = Digest::of(b"").to_string().to_uppercase();
    for text in ["", "e3b0", upper.as_str(), "zz"] {
        assert_eq!(text.parse::<Digest>(), Err(ParseDigestError), "{text}");
    }
    assert!(serde_json::from_str::<Digest>("\"xyz\"").is_err());
    assert_eq!(Digest::try_from(&[0u8; 31][..]), Err(ParseDigestError));
}
