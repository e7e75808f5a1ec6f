#!/usr/bin/env python3
"""The main road beside its peers, in one run on the machine at hand.

Prints a table of wall times: bare python3, a hardened `docker run`, `rgrid run`; and 60 jobs by
`rgrid run --batch` beside `xargs -P4 docker run`. Repeats alternate, so that a busy machine is busy for all.
Needs `rgrid` on the PATH (or RGRID_BIN), a running `rgrid up`, Docker, and the python image.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

IMAGE = "python:3.11-slim-bookworm"
RGRID = os.environ.get("RGRID_BIN", "rgrid")
HARDENED = [
    "docker", "run", "--rm", "--network", "none", "--read-only", "--cap-drop", "ALL",
    "--security-opt", "no-new-privileges", "--pids-limit", "256", "--memory", "512m",
    "--memory-swap", "512m", "--cpus", "1", "--user", "65532:65532", "--tmpfs", "/tmp:size=64m",
    "--workdir", "/work",
]


def hardened(work):
    return [*HARDENED, "--volume", f"{work}:/work", IMAGE]


def seconds(command, cwd, shell_input=None):
    """Wall seconds of a command that must succeed."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, input=shell_input, capture_output=True, text=True)
    took = time.perf_counter() - start
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed ({done.returncode}): {done.stderr.strip()[-500:]}")
    return took


def alternate(cases, repeats, cwd):
    """Every case once per round; one warm-up round is not counted."""
    times = {name: [] for name, *_ in cases}
    for turn in range(repeats + 1):
        for name, command, given in cases:
            took = seconds(command, cwd, given)
            if turn:
                times[name].append(took)
    return times


def spread(values):
    ordered = sorted(values)
    low, high = ordered[len(ordered) // 10], ordered[-1 - len(ordered) // 10]
    return statistics.median(ordered), low, high


def table(title, times, unit_jobs=1):
    print(f"\n### {title}\n\n| | median | p10-p90 | ratio to the first | jobs/s |\n|---|---|---|---|---|")
    first = None
    for name, values in times.items():
        median, low, high = spread(values)
        first = first or median
        rate = f"{unit_jobs / median:.1f}" if unit_jobs > 1 else ""
        print(f"| {name} | {median * 1000:.0f} ms | {low * 1000:.0f}-{high * 1000:.0f} | {median / first:.2f} | {rate} |")


def version(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout.strip().splitlines()[0]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeats", type=int, default=9)
    options.add_argument("--jobs", type=int, default=60)
    options.add_argument("--batch-repeats", type=int, default=3)
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        work.chmod(0o777)
        (work / "hello.py").write_text("print('hello')\n")
        (work / "in").mkdir()
        for n in range(options.jobs):
            (work / "in" / f"{n:03}").write_text("")
        docker = hardened(work)
        print(f"{os.cpu_count()} cores, {version('docker', '--version')}, {version(RGRID, '--version')}, "
              f"load {os.getloadavg()[0]:.1f} at the start")
        one = [
            ("python3 hello.py", ["python3", "hello.py"], None),
            ("docker run, hardened", [*docker, "python", "hello.py"], None),
            ("rgrid run hello.py", [RGRID, "run", "hello.py"], None),
        ]
        table(f"One job, {options.repeats} repeats", alternate(one, options.repeats, work))
        names = "".join(f"in/{n:03}\n" for n in range(options.jobs))
        xargs = ["xargs", "-P4", "-I{}", *docker, "python", "hello.py", "{}"]
        batch = [RGRID, "run", "hello.py", "--force", "--parallel", "4", "--batch", "in/*"]
        many = [("xargs -P4 docker run, hardened", xargs, names), ("rgrid run --batch", batch, None)]
        table(f"{options.jobs} jobs, 4 at a time, {options.batch_repeats} repeats",
              alternate(many, options.batch_repeats, work), options.jobs)


if __name__ == "__main__":
    main()
