#!/usr/bin/env python3
"""The command line with large batches: how fast its live view answers, what it holds, and what a second run costs.

Prints the tables of bench/README.md. `make bench-cli` runs it under the test bed, which has a database and a store.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

from grid import BIN, Grid
from terminal import Terminal


def line(grid, words):
    """The words of a command, and its environment."""
    home = grid.folder / "home"
    env = {**os.environ, "RGRID_HOME": str(home), "RGRID_URL": f"http://127.0.0.1:{grid.port}", "RGRID_API_KEY": grid.keys[0],
           "TERM": "xterm-256color"}
    return [str(BIN.resolve()), *words], env


def files(grid, count):
    work = grid.folder / "work"
    work.mkdir()
    (work / "p.sh").write_text("")
    for number in range(count):
        (work / f"{number}.in").write_text(str(number))
    return work


def peak(child):
    """The most memory that it had, in MiB."""
    lines = pathlib.Path(f"/proc/{child}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def watched(grid, work, words):
    """A run on a terminal: its seconds, the answers to keys in milliseconds, and the most memory it had."""
    words, env = line(grid, words)
    os.chdir(work)
    start = time.perf_counter()
    terminal, answers, most = Terminal(words, env), [], 0
    try:
        terminal.until(b"running")
        while True:
            asked = time.perf_counter()
            os.write(terminal.file, b"?")
            answers.append((terminal.until(b"detach", 5) - asked) * 1000)
            most = max(most, peak(terminal.child))
            terminal.rest(0.1)
    except OSError:
        # The terminal is closed by who has ended.
        pass
    took = time.perf_counter() - start
    if code := os.waitstatus_to_exitcode(os.waitpid(terminal.child, 0)[1]):
        raise SystemExit(f"{words} ended with {code}")
    return took, answers, most


def quiet(grid, work, words):
    """Seconds of a command off a terminal that must succeed."""
    words, env = line(grid, words)
    start = time.perf_counter()
    done = subprocess.run(words, cwd=work, env=env, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{words}: {done.stderr[-500:]}")
    return time.perf_counter() - start


def spread(values):
    ordered = sorted(values)
    return f"{statistics.median(ordered):.2f} s ({ordered[0]:.2f} - {ordered[-1]:.2f})"


def second_run(grid, work, items, repeats):
    batch = ["run", "p.sh", "{}", "sleep=200", "--batch", "*.in", "--parallel", "32"]
    took, answers, peak = watched(grid, work, batch)
    answers.sort()
    worst = answers[min(len(answers) - 1, len(answers) * 99 // 100)]
    print(f"| answer to a key while {items:,} items run | {statistics.median(answers):.1f} ms, p99 {worst:.1f} ms of {len(answers)} | 50 ms |")
    print(f"| most memory of `rgrid run` | {peak:.0f} MiB | 100 MB |")
    again = [quiet(grid, work, batch) for _ in range(repeats)]
    print(f"| the same batch again: nothing runs | {spread(again)}; the first took {took:.1f} s | 3 s |", flush=True)


def cancel(grid, work, jobs, repeats):
    took = []
    for _ in range(repeats):
        items = [{"name": str(number), "args": ["sleep=60000", "x"]} for number in range(jobs)]
        spec = {"runtime": "bash", "command": ["play"]}
        batch = grid.ask("POST", "/v1/batches", {"spec": spec, "items": items, "parallel": 10_000})["batch"]["id"]
        took.append(quiet(grid, work, ["cancel", batch, "--quiet"]))
        while int(grid.sql("select count(*) from queue")):
            time.sleep(0.1)
    print(f"| `rgrid cancel` of a batch of {jobs:,} queued jobs | {spread(took)} | 2 s |", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=2_000)
    options.add_argument("--jobs", type=int, default=10_000)
    options.add_argument("--repeats", type=int, default=5)
    options = options.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start, {options.repeats} repeats: median and range.\n")
    print("| | measured | must stay below |\n|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        grid = Grid(pathlib.Path(folder))
        try:
            work = files(grid, options.items)
            grid.sql("update accounts set max_running = 100000")
            cancel(grid, work, options.jobs, options.repeats)
            grid.runner(32)
            second_run(grid, work, options.items, options.repeats)
        finally:
            grid.stop()


if __name__ == "__main__":
    main()
