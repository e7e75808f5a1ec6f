#!/usr/bin/env python3
"""The dashboard: how long a key takes, how long an event takes to the screen, what it needs while nothing happens.

A real `rgrid server` with 10,000 jobs and a log of 100,000 lines, and a real `rgrid tui` on a terminal of 200x50. What
is timed ends with the last byte at the terminal. `make bench-tui` runs it, on the test bed.
"""
import argparse
import os
import tempfile
import time

from grid import BIN, Grid
from load import of, spec
from terminal import Terminal

JOBS, LINES, BATCH = 10_000, 100_000, 1_000
# A line of a scripted job: the attempt, a blank, eight digits.
LINE = len("att_01m8a6tfr3edp9ysx08j9dvrk4 00000000\n")
# A terminal is sent only what changes: none of these stands where a job's name is before.
LETTERS = "bcdfghjkqsuvwxz"


def fill(grid):
    """Ten thousand jobs in batches of a thousand, all but one ended, and the one that printed."""
    runner = grid.runner(8)
    loud = grid.ask("POST", "/v1/jobs", {"spec": spec(f"out={LINES * LINE}")})["job"]["id"]
    while grid.ask("GET", f"/v1/jobs/{loud}")["state"] != "succeeded":
        time.sleep(0.2)
    grid.end(runner)
    line = grid.line()
    for batch in range(JOBS // BATCH):
        items = [{"name": f"item-{batch}-{at:04}", "args": [str(at)]} for at in range(BATCH)]
        line.ask("POST", "/v1/batches", {"spec": spec("sleep=1"), "items": items, "parallel": 1})
    return loud


def keys(terminal, key, count):
    return [terminal.key(key) for _ in range(count)]


def events(grid, terminal, count):
    """From the request that makes a job to its name on the screen; no two names in a row share a letter."""
    line, took = grid.line(), []
    for at in range(count):
        name = LETTERS[at % len(LETTERS)] * 12
        terminal.quiet()
        since = time.perf_counter()
        line.ask("POST", "/v1/jobs", {"spec": spec(name)})
        answered = time.perf_counter()
        seen = terminal.until(name.encode())
        took.append(((seen - since) * 1000, max(0, seen - answered) * 1000))
    return took


def row(name, values, limit, unit="ms"):
    cells = " | ".join(f"{of(values, share):.1f} {unit}" for share in (0.5, 0.95, 0.99, 1))
    print(f"| {name} | {cells} | {limit} |")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--keys", type=int, default=300)
    options.add_argument("--events", type=int, default=100)
    options.add_argument("--idle", type=float, default=20)
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        grid = Grid(folder)
        loud = fill(grid)
        env = {**os.environ, "RGRID_HOME": folder, "RGRID_URL": f"http://127.0.0.1:{grid.port}",
               "RGRID_API_KEY": grid.keys[0], "TERM": "xterm-256color"}
        terminal = Terminal([BIN, "tui"], env)
        try:
            told = measure(grid, terminal, loud, options)
        finally:
            terminal.end()
            grid.stop()
    tell(told, options)


def measure(grid, terminal, loud, options):
    terminal.until(b"waiting")
    terminal.rest(5)
    told = {"memory": [terminal.memory()], "idle": terminal.share(options.idle)}
    told["events"] = events(grid, terminal, options.events)
    # All items of all batches stand in the list.
    terminal.key(b"z")
    told["jobs, a line"] = keys(terminal, b"j", options.keys)
    told["jobs, a page"] = keys(terminal, b"\x06", options.keys // 2)
    # As the list has it, from its end: the oldest is the one that printed.
    terminal.key(b"z")
    terminal.key(b"G")
    terminal.key(b"L")
    terminal.rest(5)
    told["log, a line"] = keys(terminal, b"k", options.keys)
    told["log, a page"] = keys(terminal, b"\x02", options.keys)
    told["memory"].append(terminal.memory())
    return told


def tell(told, options):
    print(f"{JOBS:,} jobs, a log of {LINES:,} lines, a terminal of 200x50, {os.cpu_count()} cores.\n")
    print("| | p50 | p95 | p99 | most | may take |\n|---|---|---|---|---|---|")
    for name in ("jobs, a line", "jobs, a page", "log, a line", "log, a page"):
        row(f"a key to its last byte on the terminal: {name}", told[name], "p99 16 ms")
    row("a new job, from the request to the screen", [whole for whole, _ in told["events"]], "p95 60 ms")
    row("a new job, from the answer to the screen", [rest for _, rest in told["events"]], "")
    first, last = told["memory"]
    print("\n| | | may take |\n|---|---|---|")
    print(f"| processor while nothing happens, {options.idle:.0f} s | {told['idle'] * 100:.2f} % of a core | 1 % |")
    print(f"| memory with {JOBS:,} jobs | {first:.1f} MiB | 60 MiB |")
    print(f"| memory with {JOBS:,} jobs and the log | {last:.1f} MiB | 60 MiB |")


if __name__ == "__main__":
    main()
