//! What the lists of one account show of another's things: nothing (R-C2).

use axum::http::Method;
use rgrid_shared::wire::{keys::CreatedKey, submit::SubmittedBatch};
use serde_json::{Value, json};
use sqlx::PgPool;

use super::routes;
use crate::support::{Client, TestApp, batch, spec};

/// What an account made, in every form in which a list could show it.
struct Things {
    batch: String,
    job: String,
    /// Ids and words that stand in no answer to anybody else.
    marks: Vec<String>,
}

async fn things(client: &Client, name: &str) -> Things {
    let words = [format!("{name}-label"), format!("{name}-key")];
    let made: SubmittedBatch = client.post("/v1/batches", batch(2, 1)).await.json(201);
    let mut labelled = spec();
    labelled["metadata"] = json!({"a": "b", "whose": words[0]});
    let job = client.submit(labelled).await.id.to_string();
    let key = client.post("/v1/keys", json!({"name": words[1]})).await;
    let key: CreatedKey = key.json(201);
    let batch = made.batch.id.to_string();
    let mut marks = words.to_vec();
    marks.extend([batch.clone(), job.clone(), key.key.id.to_string()]);
    marks.extend(made.jobs.iter().map(ToString::to_string));
    marks.push(client.account.to_string());
    Things { batch, job, marks }
}

/// The questions that a list is asked, and how many of the marks `ada` herself sees in all answers.
///
/// A list that is not here does not pass: whoever adds one says what it could show.
fn questions(list: &str, ada: &Things) -> (Vec<String>, usize) {
    let (job, batch) = (&ada.job, &ada.batch);
    match list {
        "/v1/account" => (vec![String::new()], 1),
        "/v1/keys" => (vec![String::new()], 2),
        "/v1/batches" => (vec![String::new(), format!("before={batch}")], 1),
        "/v1/jobs" => {
            let by_batch = format!("batch={batch}");
            let by_state = format!("batch={batch}&state=queued");
            let before = format!("before={job}");
            let mut asked = vec![String::new(), "metadata.a=b".into(), "state=queued".into()];
            asked.extend([by_batch, by_state, before]);
            (asked, 5)
        }
        // The operator's alone, and a WebSocket: each has a test of its own.
        "/v1/nodes" | "/v1/events" => (Vec::new(), 0),
        other => panic!("what may {other} show of another account's things?"),
    }
}

async fn shown(client: &Client, list: &str, asked: &[String]) -> String {
    let mut all = String::new();
    for query in asked {
        let answer: Value = client.get(&format!("{list}?{query}")).await.json(200);
        all.push_str(&answer.to_string());
    }
    all
}

#[sqlx::test]
async fn another_accounts_things_are_in_no_list(db: PgPool) {
    let app = TestApp::new(db);
    let (ada, eve) = (app.client("ada").await, app.client("eve").await);
    let theirs = things(&ada, "adas").await;
    things(&eve, "eves").await;
    let lists = routes().into_iter().filter(|(method, path)| {
        let list = !path.contains('{');
        list && method == Method::GET
    });
    for (_, list) in lists {
        let (asked, sees) = questions(&list, &theirs);
        let own = shown(&ada, &list, &asked).await;
        let seen = |text: &str| {
            theirs
                .marks
                .iter()
                .filter(|mark| text.contains(*mark))
                .count()
        };
        assert_eq!(seen(&own), sees, "{list} of the owner: {own}");
        let other = shown(&eve, &list, &asked).await;
        assert_eq!(seen(&other), 0, "{list} of somebody else: {other}");
    }
}
