use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::sync::Semaphore;

use super::Together;

type Batches = Arc<Mutex<Vec<Vec<u32>>>>;

/// Doubles numbers, a batch for each permit; notes the batches.
fn doubling(
    most: usize,
    breath: Duration,
    permits: usize,
) -> (Together<u32, u32>, Batches, Arc<Semaphore>) {
    let (seen, gate) = (Batches::default(), Arc::new(Semaphore::new(permits)));
    let (batches, open) = (Arc::clone(&seen), Arc::clone(&gate));
    let together = Together::new(most, breath, move |numbers: Vec<u32>| {
        batches.lock().unwrap().push(numbers.clone());
        let open = Arc::clone(&open);
        async move {
            open.acquire().await.unwrap().forget();
            if numbers.contains(&13) {
                return Err(sqlx::Error::RowNotFound);
            }
            Ok(numbers.into_iter().map(|number| number * 2).collect())
        }
    });
    (together, seen, gate)
}

#[tokio::test]
async fn a_request_that_is_alone_is_done_at_once() {
    let (together, seen, _gate) = doubling(10, Duration::ZERO, 2);
    assert_eq!(together.ask(1).await.unwrap(), 2);
    assert_eq!(together.ask(2).await.unwrap(), 4);
    assert_eq!(*seen.lock().unwrap(), [[1], [2]]);
}

#[tokio::test]
async fn what_comes_while_somebody_works_is_done_together_and_answered_apart() {
    let (together, seen, gate) = doubling(3, Duration::ZERO, 0);
    let asked: Vec<_> = (1..=5)
        .map(|number| {
            let together = together.clone();
            tokio::spawn(async move { together.ask(number).await.unwrap() })
        })
        .collect();
    while seen.lock().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    gate.add_permits(10);
    for (number, asked) in (1..=5).zip(asked) {
        assert_eq!(asked.await.unwrap(), number * 2);
    }
    let batches: Vec<_> = seen.lock().unwrap().iter().map(Vec::len).collect();
    assert_eq!(batches.iter().sum::<usize>(), 5);
    assert!(
        batches.len() < 5 && batches.iter().all(|size| *size <= 3),
        "{batches:?}"
    );
}

#[tokio::test]
async fn what_comes_in_the_breath_after_a_work_is_done_with_what_came_while_it_lasted() {
    let (together, seen, gate) = doubling(10, Duration::from_secs(1), 0);
    let ask = |number| {
        let together = together.clone();
        tokio::spawn(async move { together.ask(number).await.unwrap() })
    };
    let first = ask(1);
    while seen.lock().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    let meanwhile = ask(2);
    while together.state().waiting.is_empty() {
        tokio::task::yield_now().await;
    }
    gate.add_permits(2);
    assert_eq!(first.await.unwrap(), 2);
    assert_eq!(together.ask(3).await.unwrap(), 6);
    assert_eq!(meanwhile.await.unwrap(), 4);
    assert_eq!(*seen.lock().unwrap(), [vec![1], vec![2, 3]]);
}

#[tokio::test]
async fn a_failure_is_told_to_all_who_were_done_together_and_the_next_are_served() {
    let (together, _seen, _gate) = doubling(10, Duration::ZERO, 3);
    let both = tokio::join!(together.ask(13), together.ask(1));
    assert!(both.0.is_err());
    assert_eq!(together.ask(4).await.unwrap(), 8);
}

#[tokio::test]
async fn work_is_finished_also_when_whoever_asked_hangs_up() {
    let (together, seen, gate) = doubling(10, Duration::ZERO, 0);
    let asking = tokio::spawn({
        let together = together.clone();
        async move { together.ask(7).await.map(drop) }
    });
    while seen.lock().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    asking.abort();
    gate.add_permits(2);
    assert_eq!(together.ask(8).await.unwrap(), 16);
    assert_eq!(*seen.lock().unwrap(), [[7], [8]]);
}

#[tokio::test]
async fn a_panic_is_told_and_the_next_are_served() {
    let together = Together::new(10, Duration::ZERO, |numbers: Vec<u32>| async move {
        assert_ne!(numbers, [13]);
        Ok(numbers)
    });
    assert!(together.ask(13).await.is_err());
    assert_eq!(together.ask(1).await.unwrap(), 1);
}
