#!/usr/bin/env python3
"""Log lines a second and the latency of a line, from the job to the client, beside `docker logs -f`.

RGrid's go job, stored, WebSocket client, standard output of `rgrid run`. No line may be missing. `make bench` runs it.
"""
import argparse
import statistics
import subprocess
import tempfile
import time

from clock import HARDENED, IMAGE, RGRID, WARM, head, scripts

TEXT = "a line of a log as programs write them, some sixty bytes long"
CLOCK = "import time\nfor n in range({0}):\n    print(time.time(), flush=True)\n    time.sleep(0.01)\n"


def ran(work, command):
    return subprocess.Popen([RGRID, "run", "--", *command], cwd=work, env=WARM, stdout=subprocess.PIPE), None


def followed(work, command):
    """A container of Docker's own, and `docker logs -f` of it."""
    start = [word for word in HARDENED if word != "--rm"]
    start[2:2] = ["--detach"]
    made = subprocess.run([*start, IMAGE, *command], capture_output=True, text=True, check=True).stdout.strip()
    return subprocess.Popen(["docker", "logs", "-f", made], stdout=subprocess.PIPE), made


def done(child, container):
    if child.wait() != 0:
        raise SystemExit("a job failed")
    if container:
        subprocess.run(["docker", "rm", "-f", container], capture_output=True, check=True)


def rate(way, work, lines):
    """Lines a second, from the first byte to the last."""
    child, container = way(work, ["sh", "-c", f"yes '{TEXT}' | head -n {lines}"])
    first = child.stdout.read1(1 << 20)
    since, count = time.perf_counter(), first.count(b"\n")
    while piece := child.stdout.read1(1 << 20):
        count += piece.count(b"\n")
    took = time.perf_counter() - since
    done(child, container)
    if count != lines:
        raise SystemExit(f"{count} lines of {lines} came")
    return lines / took


def waits(way, work, lines):
    """Milliseconds from each line's being written to its being here; 100 lines a second."""
    child, container = way(work, ["python3", "-c", CLOCK.format(lines)])
    late = [(time.time() - float(line)) * 1000 for line in child.stdout]
    done(child, container)
    if len(late) != lines:
        raise SystemExit(f"{len(late)} lines of {lines} came")
    # The first ones find no follower yet.
    return sorted(late[20:])


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--lines", type=int, default=500_000)
    options.add_argument("--timed", type=int, default=400)
    options.add_argument("--repeats", type=int, default=5)
    options = options.parse_args()
    ways = {"docker logs -f": followed, "rgrid run": ran}
    print(f"{head()}.\n")
    rates, late = {name: [] for name in ways}, {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as folder:
        work = scripts(folder)
        for _ in range(options.repeats):
            for name, way in ways.items():
                rates[name].append(rate(way, work, options.lines))
                late[name].append(waits(way, work, options.timed))
    print(f"### {options.lines:,} lines as fast as they go, and {options.timed} lines at 100 a second, {options.repeats} repeats\n")
    print("| | lines/s | least - most | ratio | latency p50 | p99 |\n|---|---|---|---|---|---|")
    first = statistics.median(rates["docker logs -f"])
    for name in ways:
        median = statistics.median(rates[name])
        p50 = statistics.median(run[len(run) // 2] for run in late[name])
        p99 = statistics.median(run[len(run) * 99 // 100] for run in late[name])
        print(f"| {name} | {median:,.0f} | {min(rates[name]):,.0f} - {max(rates[name]):,.0f} | {median / first:.2f} "
              f"| {p50:.2f} ms | {p99:.2f} ms |")


if __name__ == "__main__":
    main()
