//! Together: what many ask for at the same time is done as one.
//!
//! Owns who waits. A request that finds nobody at work is done at once; those that come meanwhile are done together
//! when that is over, or a breath later, so that they are more. Does not know what the work is. The work is a task of its own, so it is finished even when
//! whoever asked for it hangs up.

#[cfg(test)]
mod tests;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_util::future::BoxFuture;
use tokio::sync::oneshot;

/// Why a request was not answered; all that were done together have one reason.
pub type Failure = Arc<sqlx::Error>;

type Work<Q, A> = dyn Fn(Vec<Q>) -> BoxFuture<'static, sqlx::Result<Vec<A>>> + Send + Sync;
type Waiting<Q, A> = Vec<(Q, oneshot::Sender<Result<A, Failure>>)>;

/// Does requests together; cheap to clone.
pub struct Together<Q, A>(Arc<Inner<Q, A>>);

struct Inner<Q, A> {
    most: usize,
    breath: Duration,
    work: Box<Work<Q, A>>,
    state: Mutex<State<Q, A>>,
}

struct State<Q, A> {
    waiting: Waiting<Q, A>,
    busy: bool,
}

impl<Q, A> Clone for Together<Q, A> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<Q: Send + 'static, A: Send + 'static> Together<Q, A> {
    /// Does at most `most` requests at once by `work`, which answers each of them in their order; takes a `breath`
    /// before it does what came while it worked.
    pub fn new<F>(
        most: usize,
        breath: Duration,
        work: impl Fn(Vec<Q>) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = sqlx::Result<Vec<A>>> + Send + 'static,
    {
        let state = State {
            waiting: Vec::new(),
            busy: false,
        };
        Self(Arc::new(Inner {
            most,
            breath,
            work: Box::new(move |asked| Box::pin(work(asked))),
            state: Mutex::new(state),
        }))
    }

    /// Has it done, with whatever else waits.
    ///
    /// # Errors
    /// Why the work failed.
    pub async fn ask(&self, request: Q) -> Result<A, Failure> {
        let (tell, told) = oneshot::channel();
        {
            let mut state = self.state();
            state.waiting.push((request, tell));
            if !std::mem::replace(&mut state.busy, true) {
                tokio::spawn(self.clone().work());
            }
        }
        told.await
            .unwrap_or_else(|_| Err(Arc::new(sqlx::Error::WorkerCrashed)))
    }

    async fn work(self) {
        while let Some(batch) = self.next() {
            let (asked, tell): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
            // A task of its own: if it panics, those who wait are told, and the next are served.
            let done = tokio::spawn((self.0.work)(asked)).await;
            match done.unwrap_or(Err(sqlx::Error::WorkerCrashed)) {
                Ok(answers) => {
                    for (tell, answer) in tell.into_iter().zip(answers) {
                        let _ = tell.send(Ok(answer));
                    }
                }
                Err(error) => {
                    let error = Arc::new(error);
                    for tell in tell {
                        let _ = tell.send(Err(Arc::clone(&error)));
                    }
                }
            }
            if self.are_few() {
                tokio::time::sleep(self.0.breath).await;
            }
        }
    }

    /// Whether some wait who would be more after a breath.
    fn are_few(&self) -> bool {
        let waiting = self.state().waiting.len();
        !self.0.breath.is_zero() && (1..self.0.most).contains(&waiting)
    }

    /// What is done next; nothing, and nobody is at work any more, when nobody waits.
    fn next(&self) -> Option<Waiting<Q, A>> {
        let mut state = self.state();
        let count = state.waiting.len().min(self.0.most);
        state.busy = count > 0;
        let rest = state.waiting.split_off(count);
        let batch = std::mem::replace(&mut state.waiting, rest);
        (!batch.is_empty()).then_some(batch)
    }

    fn state(&self) -> MutexGuard<'_, State<Q, A>> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
