#!/usr/bin/env python3
"""The queue beside its peers: jobs that do nothing, on one durable PostgreSQL, in one run.

Prints how many jobs a second are taken in, a thousand at a time, and worked off; and how long one takes from the
request until it starts. RGrid is its real control plane over HTTP and a real runner whose sandboxes are scripted; the
peers are libraries in one process that keep no result. `make bench` runs it.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from grid import BIN, Grid, database, psql
from noop import Bench

PEERS = pathlib.Path(os.environ.get("RGRID_BENCH_PEERS", "target/bench-peers"))
HERE = pathlib.Path(__file__).parent / "peers"


def peer(program, name, *words):
    env = {**os.environ, "DATABASE_URL": database("peer"), "NODE_PATH": str(PEERS / "node_modules")}
    done = subprocess.run([program, HERE / name, *map(str, words)], capture_output=True, text=True, env=env)
    if done.returncode != 0:
        raise SystemExit(f"{name} failed: {done.stderr[-800:]}")
    return json.loads(done.stdout)


def rgrid(bench, options):
    enqueued, batches = bench.enqueue(options.jobs)
    since = time.perf_counter()
    workers = bench.workers(options.slots)
    bench.drain(options.jobs)
    bench.await_ends(batches)
    worked = options.jobs / (time.perf_counter() - since)
    waits = bench.waits(options.waits)
    bench.grid.end(workers)
    return {"enqueued": enqueued, "worked": worked, "waits": waits}


def cell(values, first, unit):
    if not values:
        return "| | "
    middle = statistics.median(values)
    return f"| {middle:,.4g} {unit} ({min(values):,.4g}-{max(values):,.4g}) | {middle / first:.2f} "


def table(told):
    print("| | taken in by 1,000 | ratio | worked off | ratio | request to start, p50 | ratio |\n|---|---|---|---|---|---|---|")
    first = None
    for name, runs in told.items():
        figures = [[run["enqueued"] for run in runs], [run["worked"] for run in runs],
                   [statistics.median(run["waits"]) for run in runs if run["waits"]]]
        first = first or [statistics.median(values) for values in figures]
        units = ("jobs/s", "jobs/s", "ms")
        print(f"| {name} " + "".join(map(cell, figures, first, units)) + "|")


def versions():
    node = json.loads((PEERS / "package.json").read_text())["dependencies"]
    peers = ", ".join(f"{name} {version}" for name, version in node.items())
    rgrid = subprocess.run([BIN, "--version"], capture_output=True, text=True).stdout.strip()
    python = (HERE / "requirements.txt").read_text().splitlines()[0].replace("==", " ")
    return f"{rgrid}, PostgreSQL {psql('show server_version').split()[0]}, {peers}, {python}"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--jobs", type=int, default=5000)
    options.add_argument("--waits", type=int, default=200)
    options.add_argument("--slots", type=int, default=128)
    options.add_argument("--repeats", type=int, default=5)
    options.add_argument("--only", help="the first letters of the cases, with commas between them")
    options = options.parse_args()
    jobs, python = options.jobs, PEERS / "python" / "bin" / "python"
    head = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start, {versions()}"
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Grid(folder))
        cases = {
            "graphile-worker, batched": lambda: peer("node", "graphile.js", jobs, options.waits),
            "pg-boss, by 100": lambda: peer("node", "pgboss.js", jobs),
            "procrastinate": lambda: peer(python, "procrastinate_peer.py", max(1000, jobs // 5), options.waits // 4),
            "rgrid": lambda: rgrid(bench, options),
        }
        if options.only:
            cases = {name: case for name, case in cases.items() if name.startswith(tuple(options.only.split(",")))}
        told = {name: [] for name in cases}
        try:
            for turn in range(options.repeats):
                for name, case in cases.items():
                    told[name].append(case())
                    print(turn, name, {k: round(statistics.median([v] if k != "waits" else v or [0]), 1)
                                       for k, v in told[name][-1].items()}, file=sys.stderr, flush=True)
        finally:
            bench.grid.stop()
    print(f"{head}; {options.slots} slots.\n")
    print(f"### {jobs:,} jobs that do nothing, {options.repeats} alternating repeats: median (least-most), and the ratio to the first\n")
    table(told)


if __name__ == "__main__":
    main()
