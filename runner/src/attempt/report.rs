//! Reporting: a courier goes, and goes again, until the control plane has the result.

use std::sync::Arc;

use rgrid_shared::{id::AttemptId, wire::node::Finished};
use tokio::{sync::watch, task::JoinHandle};

use super::{finish::Finisher, forget, stop::Stops};
use crate::{
    beneath::Root,
    context::Context,
    courier::{Courier, Report},
    port::{Desk, Port, Verdict},
    spool::Reader,
};

/// Reports an attempt of an earlier life until the control plane has it.
pub(crate) async fn report_again(context: Arc<Context>, attempt: AttemptId, port: Port) {
    let dir = context.state.attempt(attempt);
    let opened = Root::open(&dir.work());
    match (dir.load(), dir.reopen_log(), opened) {
        (Ok(ended), Ok(log), Ok(root)) => {
            let result = Arc::new(ended.finished);
            let (_report, reported) = watch::channel(Some(Arc::clone(&result)));
            let sent = set_off(&context, (attempt, ended.number), port, (log, reported));
            let (mut delivery, mut finisher) = sent.split(&context, &Arc::new(root));
            until_accepted(&mut finisher, &result, &mut delivery).await;
        }
        (Err(error), _, _) | (_, Err(error), _) | (_, _, Err(error)) => {
            tracing::error!(attempt.id = %attempt, %error, "a kept result cannot be read");
        }
    }
    forget(&context, attempt, &dir).await;
}

/// A courier under way, and what is left of the port.
pub(super) struct SetOff {
    delivery: Delivery,
    desk: Desk,
    stops: Stops,
}

/// A courier under way.
pub(super) type Delivery = JoinHandle<(Courier, Verdict)>;

impl SetOff {
    /// The two who need it.
    pub(super) fn split<'a>(
        self,
        context: &'a Context,
        root: &Arc<Root>,
    ) -> (Delivery, Finisher<'a>) {
        let (root, desk, stops) = (Arc::clone(root), self.desk, self.stops);
        (
            self.delivery,
            Finisher {
                context,
                root,
                desk,
                stops,
            },
        )
    }
}

/// Sends a courier on its way.
pub(super) fn set_off(
    context: &Context,
    (attempt, number): (AttemptId, u32),
    port: Port,
    (log, report): (Reader, Report),
) -> SetOff {
    let Port {
        cancel,
        fenced,
        ears,
        desk,
    } = port;
    let line = context.line.clone();
    let courier = Courier {
        attempt,
        number,
        line,
        log,
        ears,
        report,
    };
    let delivery = tokio::spawn(courier.deliver());
    SetOff {
        delivery,
        desk,
        stops: Stops { cancel, fenced },
    }
}

/// Waits for the verdict, uploading again what turns out to be missing.
pub(super) async fn until_accepted(
    finisher: &mut Finisher<'_>,
    result: &Finished,
    delivery: &mut Delivery,
) {
    let fenced = finisher.stops.fenced.clone();
    loop {
        let delivered = tokio::select! {
            delivered = &mut *delivery => delivered,
            () = fenced.cancelled() => break,
        };
        let Ok((courier, Verdict::Missing(missing))) = delivered else {
            return;
        };
        tokio::select! {
            () = finisher.upload_again(result, missing) => {}
            () = fenced.cancelled() => break,
        }
        *delivery = tokio::spawn(courier.deliver());
    }
    delivery.abort();
}
