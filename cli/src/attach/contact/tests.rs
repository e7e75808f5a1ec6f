use std::future::pending;

use rgrid_shared::{client::Client, error::exit, id::JobId};

use tokio::time::timeout;

use super::*;
use crate::{
    attach::{
        Show,
        batch::BatchWatch,
        follow,
        leave::{Noun, Stage},
    },
    printer::color::ColorWhen,
};

const SHORT: Patience = Patience {
    worry: Duration::from_millis(20),
    pause: Duration::from_millis(1),
    total: Duration::from_millis(1),
};

fn silent() -> Printer {
    Printer::new(true, true, ColorWhen::Never)
}

fn contact(subject: &Subject) -> Contact<'_> {
    let line = Arc::new(Progress::line(&silent()));
    Contact::new(subject, &silent(), line, SHORT)
}

fn nobody() -> Client {
    Client::new("http://127.0.0.1:1", None).unwrap()
}

/// R-L10: a server that is gone for good is told as such, with what to type, never as success.
#[tokio::test]
async fn following_gives_up_only_when_nothing_answers() {
    let id = JobId::new();
    let subject = Subject::new(Noun::Job, &id);
    subject.stage.set(Stage::Running);
    let mut show = Show::new(silent());
    let failure = follow(&nobody(), id, &mut show, &mut contact(&subject))
        .await
        .unwrap_err();
    let failure = subject.goes_on(failure);
    assert_eq!(failure.exit, exit::DETACHED);
    assert_eq!(
        failure.message,
        "the server did not answer for 1 ms; the job goes on"
    );
    assert_eq!(
        failure.hints,
        [
            format!("rgrid logs -f {id}"),
            format!("rgrid download {id}    fetches its files")
        ]
    );
}

/// R-L10: a batch of which not every file was sent does not go on.
#[tokio::test]
async fn a_batch_goes_on_only_when_all_was_sent() {
    let id = rgrid_shared::id::BatchId::new();
    let subject = Subject::new(Noun::Batch, &id);
    let client = nobody();
    let failure = BatchWatch::new(&client, id, contact(&subject))
        .next()
        .await
        .unwrap_err();
    assert_eq!(failure.exit, exit::DETACHED);
    let message = "the server did not answer for 1 ms";
    assert_eq!(failure.message, message);
    let unsent = subject.given_up(failure.clone(), true);
    assert_eq!(unsent.message, format!("{message}; {id} is cancelled"));
    let sent = subject.goes_on(failure);
    assert_eq!(sent.message, format!("{message}; the batch goes on"));
    assert_eq!(sent.hints[0], format!("rgrid attach {id}"));
}

#[tokio::test]
async fn it_is_said_once_that_nobody_answers_and_once_that_somebody_does() {
    let subject = Subject::new(Noun::Job, &"job_1");
    let mut contact = contact(&subject);
    contact.during(std::future::ready(())).await;
    assert!(!contact.told, "a moment is nothing to speak of");
    let long = SHORT.worry.saturating_mul(2);
    for _ in 0..2 {
        let silence = contact.during(pending::<()>());
        assert!(timeout(long, silence).await.is_err());
        assert!(contact.told);
    }
    contact.heard();
    assert!(!contact.told && contact.lost.is_none());
    contact.meanwhile(sleep(long)).await;
    assert!(!contact.told, "silence where no answer is due");
}

#[test]
fn what_goes_on_is_said_only_of_what_can() {
    let subject = Subject::new(Noun::Batch, &"batch_1");
    let says = || subject.unanswered(&silent());
    assert!(says().starts_with("the server does not answer; trying again"));
    subject.stage.set(Stage::Running);
    let not_lost = "the server does not answer; the batch is not lost; trying again";
    assert!(says().starts_with(not_lost));
    subject.stage.set(Stage::Fetching);
    assert!(says().starts_with("the server does not answer; trying again"));
}
