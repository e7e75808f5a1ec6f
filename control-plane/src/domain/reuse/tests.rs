mod changes;

use proptest::{collection, prelude::*};
use rgrid_shared::{
    digest::Digest,
    id::AccountId,
    path::RelPath,
    spec::{Input, JobSpec, Reuse, Secret},
};

use super::*;
use changes::CHANGES;

fn file(path: &str, content: &str) -> Input {
    Input {
        path: RelPath::new(path).unwrap(),
        digest: Digest::of(content.as_bytes()),
        size: content.len() as u64,
        executable: false,
    }
}

fn words() -> impl Strategy<Value = Vec<String>> {
    collection::vec("[a-c]{0,3}", 0..4)
}

fn variables() -> impl Strategy<Value = BTreeMap<String, String>> {
    collection::btree_map("[A-C]{1,2}", "[a-c]{0,2}", 0..3)
}

fn inputs() -> impl Strategy<Value = Vec<Input>> {
    let files = collection::btree_map("[a-d]{1,2}", "[a-d]{0,2}", 2..5);
    files.prop_map(|files| files.iter().map(|(path, text)| file(path, text)).collect())
}

prop_compose! {
    fn specs()(
        runtime in "(python|bash|debian:12)",
        command in collection::vec("[a-c]{1,3}", 1..3),
        args in words(),
        env in variables(),
        inputs in inputs(),
        outputs in words(),
        network: bool,
    ) -> JobSpec {
        JobSpec { args, env, inputs, outputs, network, ..JobSpec::new(runtime, command) }
    }
}

proptest! {
    #[test]
    fn any_change_of_any_part_changes_the_key(spec in specs()) {
        let account = AccountId::new();
        let mut seen = vec![("nothing", key(account, &spec, None))];
        seen.push(("the account", key(AccountId::new(), &spec, None)));
        for (what, change) in CHANGES {
            let mut changed = spec.clone();
            change(&mut changed);
            seen.push((what, key(account, &changed, None)));
        }
        for (at, (what, one)) in seen.iter().enumerate() {
            for (other, another) in &seen[at + 1..] {
                prop_assert_ne!(one, another, "{} is like {}", what, other);
            }
        }
    }

    #[test]
    fn what_has_no_order_and_what_a_job_cannot_see_do_not_count(spec in specs(), cut in 0..4_usize) {
        let account = AccountId::new();
        let mut same = spec.clone();
        same.inputs.reverse();
        same.outputs.reverse();
        same.outputs.extend(spec.outputs.first().cloned());
        let border = cut.min(same.args.len());
        same.command.extend(same.args.drain(..border));
        same.metadata.insert("team".into(), "red".into());
        same.retries = 3;
        same.timeout_s = 7;
        same.reuse = Some(Reuse::Take);
        prop_assert_eq!(key(account, &same, None), key(account, &spec, None));
    }

    #[test]
    fn two_inputs_that_swap_contents_or_names_are_another_job(spec in specs()) {
        let account = AccountId::new();
        let mut swapped = spec.clone();
        let (one, other) = (spec.inputs[0].digest, spec.inputs[1].digest);
        swapped.inputs[0].digest = other;
        swapped.inputs[1].digest = one;
        let is_same = key(account, &swapped, None) == key(account, &spec, None);
        prop_assert_eq!(is_same, one == other);
    }

    /// What stands in one list must never read as what stands in the next.
    #[test]
    fn two_specs_have_one_key_only_when_they_are_one_job(one in specs(), other in specs()) {
        let account = AccountId::new();
        let normal = |mut spec: JobSpec| {
            spec.command.append(&mut spec.args);
            spec.outputs.sort();
            spec.outputs.dedup();
            spec
        };
        let is_same = key(account, &one, None) == key(account, &other, None);
        prop_assert_eq!(is_same, normal(one) == normal(other));
    }
}

#[test]
fn the_values_of_secrets_count_and_are_hidden_behind_a_slow_hash() {
    let account = AccountId::new();
    let secret = |value: &str| BTreeMap::from([("TOKEN".to_owned(), Secret::new(value))]);
    let one = hidden(account, &secret("a"));
    assert_eq!(one, hidden(account, &secret("a")));
    assert_ne!(one, hidden(account, &secret("b")));
    assert_ne!(one, hidden(AccountId::new(), &secret("a")));
    assert_eq!(hidden(account, &BTreeMap::new()), None);
    let spec = JobSpec::new("python", vec!["x".into()]);
    assert_ne!(key(account, &spec, one), key(account, &spec, None));
}

#[test]
fn secrets_keep_a_result_to_themselves_unless_one_asks() {
    let mut spec = JobSpec::new("python", vec!["x".into()]);
    assert!(!has_key(&spec));
    spec.reuse = Some(Reuse::Keep);
    assert!(has_key(&spec));
    spec.secrets.insert("TOKEN".into(), Secret::new("a"));
    assert!(!has_key(&spec));
    spec.reuse = Some(Reuse::Take);
    assert!(has_key(&spec));
}
