#!/usr/bin/env python3
"""How the queue's figures grow: from few simulated runners to many, and from no finished job to a million.

Runners speak the real protocol and their sandboxes are scripted; all of a kind are one process. The cases of a figure
alternate. `make bench-scale` runs it.
"""
import argparse
import os
import pathlib
import statistics
import sys
import tempfile
import time

from grid import BIN, Grid, database, psql
from noop import Bench

FINISHED = """
set synchronous_commit = off;
insert into batches (id, account_id, parallel, total, free_slots, ended, succeeded, finished_at)
    select gen_random_uuid(), id, 1, {many}, 0, {many}, {many}, now() from accounts limit 1;
-- In their order, as ids by time are.
create temp table made as
    select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id, n from generate_series(1, {many}) n;
insert into jobs (id, account_id, batch_id, batch_index, spec, metadata, image)
    select m.id, b.account_id, b.id, m.n,
        jsonb_build_object('runtime', 'bash', 'command', jsonb_build_array('play', md5(n::text))), '{{}}', 'bash'
    from made m, batches b where b.total = {many};
insert into attempts (id, job_id, number, node_id, finished_at)
    select m.id, m.id, 1, (select id from nodes limit 1), now() from made m;
insert into results (job_id, account_id, batch_id, batch_seq, state, attempts)
    select m.id, b.account_id, b.id, m.n, 'succeeded', 1 from made m, batches b where b.total = {many};
"""
CLOCK = os.sysconf("SC_CLK_TCK")


def cpu(child):
    """Processor seconds that a child has had."""
    fields = pathlib.Path(f"/proc/{child.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK


def say(*words):
    print(*words, file=sys.stderr, flush=True)


def cell(values, unit=""):
    return f"{statistics.median(values):,.4g}{unit} ({min(values):,.4g}-{max(values):,.4g})"


def at_work(bench, nodes, options):
    workers = bench.workers(2, nodes)
    bench.await_nodes(nodes)
    before, since = (cpu(bench.grid.server), cpu(workers)), time.perf_counter()
    batches = [bench.submit(1000) for _ in range(options.jobs // 1000)]
    bench.drain(options.jobs)
    bench.await_ends(batches)
    took = time.perf_counter() - since
    spent = [(now - then) / options.jobs * 1e6 for now, then in zip((cpu(bench.grid.server), cpu(workers)), before)]
    waits = bench.waits(options.waits)
    bench.grid.end(workers)
    # They are gone, and their connections with them.
    bench.grid.sql("update nodes set session_id = null")
    return {"rate": options.jobs / took, "server": spent[0], "runners": spent[1], "wait": statistics.median(waits)}


def runners(options):
    told = {nodes: [] for nodes in options.nodes}
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Grid(folder))
        try:
            for _ in range(options.repeats):
                for nodes in told:
                    told[nodes].append(at_work(bench, nodes, options))
                    say(nodes, {name: round(value, 1) for name, value in told[nodes][-1].items()})
        finally:
            bench.grid.stop()
    print(f"### {options.jobs:,} jobs that do nothing, submitted and worked off by runners of two slots, {options.repeats} repeats\n")
    print("| runners | jobs/s | ratio | control plane, CPU µs a job | all runners, CPU µs a job | request to start, p50 |\n|---|---|---|---|---|---|")
    first = None
    for nodes, runs in told.items():
        column = lambda name: [run[name] for run in runs]
        first = first or statistics.median(column("rate"))
        print(f"| {nodes} | {cell(column('rate'))} | {statistics.median(column('rate')) / first:.2f} | {cell(column('server'))} "
              f"| {cell(column('runners'))} | {cell(column('wait'), ' ms')} |")


def finished(options):
    """Two control planes on two databases of one server, of which one has a past."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        benches = {}
        for many, folder in ((0, one), (options.finished, other)):
            benches[many] = Bench(Grid(folder, database(f"finished_{many}")))
            benches[many].workers(2)
            benches[many].await_nodes(1)
        past = benches[options.finished].grid
        since = time.perf_counter()
        past.sql(FINISHED.format(many=options.finished))
        past.sql("vacuum analyze")
        psql("checkpoint")
        say(f"{options.finished:,} finished jobs made in {time.perf_counter() - since:.0f} s")
        told = {many: [] for many in benches}
        try:
            for _ in range(options.repeats * 2):
                for many, bench in benches.items():
                    told[many].append(statistics.median(bench.waits(options.waits)))
        finally:
            for bench in benches.values():
                bench.grid.stop()
    print(f"\n### One job at a time beside finished ones, {options.repeats * 2} alternating repeats of {options.waits}\n")
    print("| finished jobs | request to start, p50 | ratio |\n|---|---|---|")
    first = statistics.median(told[0])
    for many, medians in told.items():
        print(f"| {many:,} | {cell(medians, ' ms')} | {statistics.median(medians) / first:.2f} |")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nodes", type=lambda text: [int(n) for n in text.split(",")], default=[10, 500])
    options.add_argument("--jobs", type=int, default=5000)
    options.add_argument("--waits", type=int, default=100)
    options.add_argument("--finished", type=int, default=1_000_000)
    options.add_argument("--repeats", type=int, default=5)
    options = options.parse_args()
    print(f"{os.cpu_count()} cores, {BIN.name}, load {os.getloadavg()[0]:.1f} at the start.\n")
    if options.nodes != [0]:
        runners(options)
    if options.finished:
        finished(options)


if __name__ == "__main__":
    main()
