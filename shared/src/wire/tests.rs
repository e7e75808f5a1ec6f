use bytes::Bytes;
use proptest::prelude::*;

use super::{
    blobs::{Base64Bytes, SignedUrl},
    logs::{LogFrame, Stream},
    node::{FromNode, ToNode},
    submit::SubmitBatch,
};
use crate::id::AttemptId;

#[test]
fn a_frame_shorter_than_its_header_is_no_frame() {
    assert_eq!(LogFrame::decode(Bytes::from_static(&[0; 28])), None);
    assert_eq!(
        LogFrame::decode(Bytes::from_static(&[0; 29])),
        None,
        "stream 0 does not exist"
    );
}

#[test]
fn messages_of_the_runner_are_tagged_by_type() {
    let json = serde_json::to_string(&FromNode::Credit { total: 3 }).unwrap();
    assert_eq!(json, r#"{"type":"credit","total":3}"#);
    let attempt = AttemptId::new();
    let message = ToNode::Fenced { attempt };
    let text = serde_json::to_string(&message).unwrap();
    assert_eq!(serde_json::from_str::<ToNode>(&text).unwrap(), message);
}

#[test]
fn a_signed_url_hides_its_signature_in_debug_output() {
    let url = SignedUrl {
        url: "http://s3/b/k?X-Amz-Signature=abc".into(),
        headers: [].into(),
    };
    assert_eq!(format!("{url:?}"), "http://s3/b/k");
}

#[test]
fn an_item_of_a_batch_has_its_own_arguments_and_inputs() {
    let batch: SubmitBatch = serde_json::from_value(serde_json::json!({
        "spec": {"runtime": "python", "command": ["python", "x.py"]},
        "items": [{"name": "a", "args": ["a"]}],
        "parallel": 2,
    }))
    .unwrap();
    let spec = batch.item_spec(&batch.items[0]);
    assert_eq!((spec.command.len(), spec.args), (2, vec!["a".to_owned()]));
}

proptest! {
    #[test]
    fn frames_survive_the_wire(number: u32, pos: u64, second: bool, data: Vec<u8>) {
        let stream = if second { Stream::Stderr } else { Stream::Stdout };
        let frame = LogFrame { attempt: AttemptId::new(), number, stream, pos, data: data.into() };
        prop_assert_eq!(LogFrame::decode(frame.encode()), Some(frame));
    }

    #[test]
    fn bytes_survive_base64(data: Vec<u8>) {
        let bytes = Base64Bytes(data.into());
        let json = serde_json::to_string(&bytes).unwrap();
        prop_assert_eq!(serde_json::from_str::<Base64Bytes>(&json).unwrap(), bytes);
    }
}
