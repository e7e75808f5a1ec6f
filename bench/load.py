#!/usr/bin/env python3
"""Load: one account's backlog beside a hundred others, half-open connections, and followers in their hundreds.

Prints the tables of bench/README.md. `make bench-load` runs it under the test bed, which has a database and a store.
"""
import argparse
import datetime
import os
import selectors
import socket
import tempfile
import time

from grid import BIN, Grid

MANY = 200


def of(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def row(name, values, unit="ms"):
    cells = " | ".join(f"{of(values, share):.0f} {unit}" for share in (0.5, 0.95, 1))
    print(f"| {name} | {cells} |", flush=True)


def table(title, *head):
    print(f"\n### {title}\n\n| | {' | '.join(head)} |\n|{'---|' * (len(head) + 1)}", flush=True)


def spec(*words):
    return {"runtime": "bash", "command": ["play"], "args": [*words, "load"]}


def seconds(job):
    begin, end = (datetime.datetime.fromisoformat(job[at].replace("Z", "+00:00")) for at in ("created_at", "started_at"))
    return (end - begin).total_seconds() * 1000


def backlog(grid, jobs, others):
    grid.sql("update accounts set max_running = 100000")
    keys = [grid.key(f"other-{number}") for number in range(others)]
    items = [{"name": str(number), "args": ["sleep=500", "load"]} for number in range(jobs)]
    batch = {"spec": spec(), "items": items, "parallel": min(jobs, 10_000)}
    batch = grid.ask("POST", "/v1/batches", batch)["batch"]["id"]
    queued = grid.sql("select count(*) from queue where state = 'queued'")
    for _ in range(2):
        grid.runner(16)
    while int(grid.sql("select count(*) from results")) < 32:
        time.sleep(0.1)
    firsts = [(grid.ask("POST", "/v1/jobs", {"spec": spec("sleep=500")}, key)["job"]["id"], key) for key in keys]
    table(f"{queued} queued jobs of one account, 32 slots, jobs of half a second", "median", "p95", "most")
    paths = {"list": "/v1/jobs", "status of a job": f"/v1/jobs/{firsts[0][0]}", "status of the batch": f"/v1/batches/{batch}"}
    for name, path in paths.items():
        key = firsts[0][1] if "job" in name and "list" not in name else None
        row(name, [grid.timed(path, key) for _ in range(MANY)])
    started = []
    for job, key in firsts:
        while "started_at" not in (seen := grid.ask("GET", f"/v1/jobs/{job}", key=key)):
            time.sleep(0.05)
        started.append(seconds(seen))
    row(f"first jobs of {others} others: from submitted to started", started)
    left = grid.sql("select count(*) from queue where state = 'queued'")
    print(f"\n{left} of the {queued} were still queued when the last of the others had started.")
    grid.ask("POST", f"/v1/batches/{batch}/cancel", {})
    while int(grid.sql("select count(*) from queue")):
        time.sleep(0.2)


def crowd(grid, job):
    base, calm = grid.memory(grid.server), [grid.timed("/healthz") for _ in range(MANY)]
    beginnings = [b"", b"GET /healthz HTTP/1.1\r\nhost: ", b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n",
                  f"POST /v1/jobs HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {grid.keys[0]}\r\n"
                  "content-length: 1000\r\n\r\n{".encode()]
    deaf = [grid.follow(job, 4096) for _ in range(MANY)]
    half = [socket.create_connection(("127.0.0.1", grid.port)) for _ in range(1000)]
    for number, stream in enumerate(half):
        stream.sendall(beginnings[number % len(beginnings)])
    began = time.perf_counter()
    table("1,000 half-open connections and 200 followers that never read", "median", "p95", "most")
    row("/healthz before", calm)
    row("/healthz meanwhile", [grid.timed("/healthz") for _ in range(MANY)])
    over = grid.memory(grid.server) - base
    for stream in half:
        stream.settimeout(90)
        while stream.recv(4096):
            pass
    print(f"\nMemory: {over:.0f} MiB over a base of {base:.0f}. The last half-open connection was closed by the server after "
          f"{time.perf_counter() - began:.0f} s.")
    for stream in deaf:
        stream.close()


def flood(grid, megabytes):
    base = grid.memory(grid.server)
    job = grid.ask("POST", "/v1/jobs", {"spec": spec("sleep=8000", f"out={megabytes << 20}")})["job"]["id"]
    while grid.ask("GET", f"/v1/jobs/{job}")["state"] != "running":
        time.sleep(0.1)
    grid.forget_peak(grid.server)
    began, got, waiting = time.perf_counter(), 0, selectors.DefaultSelector()
    for _ in range(MANY):
        waiting.register(grid.follow(job, 0), selectors.EVENT_READ)
    beat = began
    while waiting.get_map():
        if time.perf_counter() - beat > 10:
            # A pong, so that nobody is taken for dead.
            beat = time.perf_counter()
            for follower in list(waiting.get_map().values()):
                follower.fileobj.send(b"\x8a\x80\0\0\0\0")
        for ready, _ in waiting.select(1):
            piece = ready.fileobj.recv(1 << 20)
            got += len(piece)
            if not piece:
                waiting.unregister(ready.fileobj)
    took = time.perf_counter() - began
    over = grid.memory(grid.server, peak=True) - base
    print(f"\n### {MANY} followers of a job that prints {megabytes} MiB\n\n{got >> 20} MiB to the followers in {took:.0f} s; "
          f"the control plane held at most {over:.0f} MiB over a base of {base:.0f}.", flush=True)
    return job


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--jobs", type=int, default=10_000)
    options.add_argument("--others", type=int, default=100)
    options.add_argument("--megabytes", type=int, default=110)
    options = options.parse_args()
    print(f"{os.cpu_count()} cores, {BIN}, load {os.getloadavg()[0]:.1f} at the start")
    with tempfile.TemporaryDirectory() as folder:
        grid = Grid(folder)
        try:
            backlog(grid, options.jobs, options.others)
            crowd(grid, flood(grid, options.megabytes))
        finally:
            grid.stop()


if __name__ == "__main__":
    main()
