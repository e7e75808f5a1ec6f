//! The steps of an upload in parts.

use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};

use crate::store::bed::Bed;

pub(super) const PART: usize = 8 << 20;

pub(super) async fn begin(bed: &Bed, key: &str) -> String {
    let call = bed
        .s3
        .create_multipart_upload()
        .bucket(&bed.bucket)
        .key(key);
    call.send().await.unwrap().upload_id().unwrap().to_owned()
}

pub(super) async fn send(
    bed: &Bed,
    key: &str,
    id: &str,
    number: i32,
    bytes: &[u8],
) -> CompletedPart {
    let call = bed
        .s3
        .upload_part()
        .bucket(&bed.bucket)
        .key(key)
        .upload_id(id);
    let sent = call
        .part_number(number)
        .body(bytes.to_vec().into())
        .send()
        .await
        .unwrap();
    CompletedPart::builder()
        .part_number(number)
        .set_e_tag(sent.e_tag)
        .build()
}

pub(super) async fn complete(
    bed: &Bed,
    key: &str,
    id: &str,
    parts: Vec<CompletedPart>,
) -> Result<(), u16> {
    let list = CompletedMultipartUpload::builder()
        .set_parts(Some(parts))
        .build();
    let call = bed
        .s3
        .complete_multipart_upload()
        .bucket(&bed.bucket)
        .key(key)
        .upload_id(id);
    match call.multipart_upload(list).send().await {
        Ok(_) => Ok(()),
        Err(error) => Err(error.raw_response().unwrap().status().as_u16()),
    }
}
