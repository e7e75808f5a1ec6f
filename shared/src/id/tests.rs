use proptest::prelude::*;

use super::*;

#[test]
fn an_id_reads_as_prefix_and_26_characters() {
    let id = JobId::from(Uuid::from_u128(0));
    assert_eq!(id.to_string(), "job_00000000000000000000000000");
    assert_eq!(
        JobId::from(Uuid::from_u128(u128::MAX)).to_string(),
        "job_7zzzzzzzzzzzzzzzzzzzzzzzzz"
    );
}

#[test]
fn ids_made_later_sort_later() {
    let ids: Vec<String> = (0..100).map(|_| JobId::new().to_string()).collect();
    assert!(ids.is_sorted());
}

#[test]
fn another_nouns_id_is_refused_with_an_example() {
    let error = BatchId::new().to_string().parse::<JobId>().unwrap_err();
    assert!(
        error
            .to_string()
            .contains("is no job id; one looks like `job_01jd…`")
    );
}

#[test]
fn json_carries_the_text() {
    let id = JobId::new();
    let json = serde_json::to_string(&id).unwrap();
    assert_eq!(json, format!("\"{id}\""));
    assert_eq!(serde_json::from_str::<JobId>(&json).unwrap(), id);
}

#[test]
fn wrong_letters_and_lengths_are_refused() {
    for text in [
        "",
        "job_",
        "job_8zzzzzzzzzzzzzzzzzzzzzzzzz",
        "job_0000000000000000000000000u",
        "job_00",
    ] {
        assert!(text.parse::<JobId>().is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn text_and_bits_are_the_same_thing(bits: u128) {
        let id = NodeId::from(Uuid::from_u128(bits));
        prop_assert_eq!(id.to_string().parse::<NodeId>().unwrap(), id);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in ".*") {
        let _ = text.parse::<JobId>();
    }
}
