//! Bytes in and out.

use rgrid_shared::{digest::Digest, job::Outcome, spec::BlobRef};

use crate::support::{Grid, Kind, assignment, inline, python};

on_each_engine!(
    ten_megabytes_on_both_streams_arrive_byte_for_byte,
    output_beyond_the_limit_is_dropped_and_marked_and_the_job_goes_on,
    standard_input_is_the_blob_and_then_its_end,
    a_command_that_does_not_read_its_input_ends_all_the_same,
    environment_and_secrets_reach_the_command
);

/// R-L3.
async fn ten_megabytes_on_both_streams_arrive_byte_for_byte(kind: Kind) {
    let grid = Grid::on(kind).await;
    let script = r"
import sys, threading
def pour(stream, seed):
    block = bytes((i * seed) % 256 for i in range(65521))
    left = 10 << 20
    while left:
        stream.write(block[:left]); left -= min(left, len(block))
    stream.flush()
t = threading.Thread(target=pour, args=(sys.stderr.buffer, 7)); t.start()
pour(sys.stdout.buffer, 3); t.join()
";
    let (finished, record) = grid.run(python(script)).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 });
    assert_eq!(finished.log_bytes, 20 << 20);
    for (bytes, seed) in [(record.stdout, 3), (record.stderr, 7)] {
        assert_eq!(bytes.len(), 10 << 20);
        let right = |(at, byte): (usize, &u8)| usize::from(*byte) == (at % 65521 * seed) % 256;
        assert!(bytes.iter().enumerate().all(right));
    }
    assert_eq!(record.repeats, 0);
}

async fn output_beyond_the_limit_is_dropped_and_marked_and_the_job_goes_on(kind: Kind) {
    let grid = Grid::on(kind).await;
    let script = "import sys\nb = b'x' * (1 << 20)\nfor _ in range(110): sys.stdout.buffer.write(b)\nopen('done','w')";
    let (finished, record) = grid.run(python(script)).await;
    assert_eq!(
        (finished.log_bytes, finished.log_truncated),
        (100 << 20, true)
    );
    assert_eq!(record.stdout.len(), 100 << 20);
    assert_eq!(finished.artifacts.len(), 1);
}

async fn standard_input_is_the_blob_and_then_its_end(kind: Kind) {
    let grid = Grid::on(kind).await;
    let mut job = assignment(python("import sys; print(sys.stdin.read()[::-1], end='')"));
    job.stdin = Some(inline(b"olleh"));
    job.spec.stdin = Some(BlobRef {
        digest: Digest::of(b"olleh"),
        size: 5,
    });
    let attempt = grid.plane.give(job);
    assert_eq!(
        grid.finished(attempt).await.outcome,
        Outcome::Exited { code: 0 }
    );
    assert_eq!(grid.plane.record(attempt).stdout, b"hello");
}

static LONG: [u8; 1 << 20] = [b'x'; 1 << 20];

async fn a_command_that_does_not_read_its_input_ends_all_the_same(kind: Kind) {
    let grid = Grid::on(kind).await;
    let mut job = assignment(python("print('no thanks')"));
    job.stdin = Some(inline(&LONG));
    job.spec.stdin = Some(BlobRef {
        digest: Digest::of(&LONG),
        size: 1 << 20,
    });
    let attempt = grid.plane.give(job);
    assert_eq!(
        grid.finished(attempt).await.outcome,
        Outcome::Exited { code: 0 }
    );
}

async fn environment_and_secrets_reach_the_command(kind: Kind) {
    let grid = Grid::on(kind).await;
    let mut spec = python("import os; print(os.environ['A'], os.environ['S'], os.environ['HOME'])");
    spec.env.insert("A".into(), "a b='c'\n".into());
    spec.secrets
        .insert("S".into(), rgrid_shared::spec::Secret::new("hush"));
    let (_, record) = grid.run(spec).await;
    assert_eq!(
        String::from_utf8_lossy(&record.stdout),
        "a b='c'\n hush /tmp\n"
    );
}
