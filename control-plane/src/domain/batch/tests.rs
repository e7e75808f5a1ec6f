use rgrid_shared::{
    limits::{MAX_BATCH_INPUTS, MAX_BATCH_ITEMS},
    wire::submit::SubmitBatch,
};
use serde_json::{Value, json};

use super::{check, needed};

const DIGEST: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn batch(change: impl FnOnce(&mut Value)) -> SubmitBatch {
    let mut batch = json!({
        "spec": {"runtime": "python", "command": ["python3"]},
        "items": [{"name": "a", "args": ["a"]}, {"name": "b", "args": ["b"]}],
        "parallel": 2,
    });
    change(&mut batch);
    serde_json::from_value(batch).unwrap()
}

fn fields(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let errors = check(&batch(change)).err().unwrap_or_default();
    errors.into_iter().map(|error| error.field).collect()
}

fn input(path: &str) -> Value {
    json!({"path": path, "digest": DIGEST, "size": 0})
}

#[test]
fn a_sound_batch_passes() {
    assert_eq!(fields(|_| ()), Vec::<String>::new());
}

#[test]
fn each_wrong_field_is_named_where_it_stands_in_the_request() {
    assert_eq!(fields(|b| b["items"] = json!([])), ["items"]);
    assert_eq!(fields(|b| b["parallel"] = json!(0)), ["parallel"]);
    assert_eq!(
        fields(|b| b["spec"]["timeout_s"] = json!(0)),
        ["spec.timeout_s"]
    );
    assert_eq!(
        fields(|b| b["items"][1]["args"] = json!(["\0"])),
        ["items[1].args"]
    );
    assert_eq!(
        fields(|b| b["items"][1]["name"] = json!("x".repeat(5000))),
        ["items[1].name"]
    );
}

#[test]
fn an_input_that_an_item_repeats_is_named_at_the_item() {
    let found = fields(|b| {
        b["spec"]["inputs"] = json!([input("x")]);
        b["items"][1]["inputs"] = json!([input("y"), input("x")]);
    });
    assert_eq!(found, ["items[1].inputs[1].path"]);
}

#[test]
fn a_fault_of_the_shared_part_is_told_once_and_not_per_item() {
    let found = fields(|b| b["spec"]["inputs"] = json!([input("x"), input("x")]));
    assert_eq!(found, ["spec.inputs[1].path"]);
}

#[test]
fn many_items_with_many_inputs_are_refused_before_they_are_spread_out() {
    let found = fields(|b| {
        let inputs: Vec<_> = (0..2_000).map(|at| input(&at.to_string())).collect();
        b["spec"]["inputs"] = json!(inputs);
        b["items"] = json!(vec![json!({"name": "a", "args": []}); 1_000]);
    });
    assert_eq!(found, ["items"]);
}

#[test]
fn the_most_items_and_the_most_inputs_in_all_pass_and_one_more_does_not() {
    let items = |b: &mut Value, items: usize| {
        b["items"] = json!(vec![json!({"name": "a", "args": []}); items]);
    };
    assert_eq!(fields(|b| items(b, MAX_BATCH_ITEMS)), Vec::<String>::new());
    assert_eq!(fields(|b| items(b, MAX_BATCH_ITEMS + 1)), ["items"]);
    let inputs = |b: &mut Value, more: usize| {
        items(b, MAX_BATCH_INPUTS / 1_000);
        let shared: Vec<_> = (0..1_000).map(|at| input(&at.to_string())).collect();
        b["spec"]["inputs"] = json!(shared);
        b["items"][0]["inputs"] = (0..more).map(|at| input(&format!("x{at}"))).collect();
    };
    assert_eq!(fields(|b| inputs(b, 0)), Vec::<String>::new());
    assert_eq!(fields(|b| inputs(b, 1)), ["items"]);
}

/// A few bytes of a request must not become gigabytes of rows.
#[test]
fn a_large_spec_for_many_items_is_refused_before_it_is_spread_out() {
    let large = |b: &mut Value, items: usize| {
        b["spec"]["env"] = json!({"E": "x".repeat(200 << 10)});
        b["items"] = json!(vec![json!({"name": "a", "args": []}); items]);
    };
    assert_eq!(fields(|b| large(b, 1_300)), Vec::<String>::new());
    assert_eq!(fields(|b| large(b, 1_311)), ["items"]);
}

#[test]
fn no_job_of_a_batch_is_larger_than_a_job_alone_may_be() {
    let long = |at: usize| input(&format!("{at}/{}", vec!["p".repeat(200); 19].join("/")));
    let inputs: Vec<_> = (0..2_300).map(long).collect();
    let half = inputs.len() / 2;
    assert_eq!(fields(|b| b["spec"]["inputs"] = json!(inputs)), ["spec"]);
    let found = fields(|b| {
        b["spec"]["inputs"] = json!(inputs[..half]);
        b["items"][1]["inputs"] = json!(inputs[half..]);
    });
    assert_eq!(found, ["items[1]"]);
}

#[test]
fn the_blobs_of_all_items_are_needed_once() {
    let batch = batch(|b| {
        b["items"][0]["inputs"] = json!([input("x")]);
        b["items"][1]["inputs"] = json!([input("x")]);
    });
    assert_eq!(needed(&batch).unwrap().0.len(), 1);
}

#[test]
fn of_very_many_errors_the_first_are_told() {
    let found = fields(|b| {
        let wrong = |at: usize| json!({"name": at.to_string(), "args": ["\0"]});
        b["items"] = (0..50).map(wrong).collect();
    });
    assert_eq!(found.len(), 20);
}
