"""Jobs that do nothing, as RGrid works them off, seen from outside."""
import os
import time

# As much as a peer's job carries.
PAYLOAD = {"A": "x" * 768}
SPEC = {"runtime": "bash", "command": ["play"], "args": ["noop"], "env": PAYLOAD}


class Bench:
    """A grid whose starts are lines in a pipe."""

    def __init__(self, grid):
        self.grid, self.line = grid, grid.line()
        os.mkfifo(grid.folder / "starts")
        self.starts = open(os.open(grid.folder / "starts", os.O_RDWR), buffering=1)
        grid.sql("update accounts set max_running = 1000000")

    def workers(self, slots, nodes=1):
        """Runners that are all connected and wait for work."""
        child = self.grid.runner(slots, nodes, log="starts")
        return child

    def await_nodes(self, nodes):
        asked = "select count(*) from nodes where session_id is not null and last_seen_at > now() - interval '30 s'"
        while int(self.grid.sql(asked)) < nodes:
            time.sleep(0.05)

    def submit(self, size):
        items = [{"name": str(n), "args": []} for n in range(size)]
        return self.line.ask("POST", "/v1/batches", {"spec": SPEC, "items": items, "parallel": min(size, 10_000)})["batch"]["id"]

    def enqueue(self, jobs):
        """Jobs a second that are taken in, a thousand at a time; and the batches."""
        since = time.perf_counter()
        batches = [self.submit(1000) for _ in range(jobs // 1000)]
        return jobs / (time.perf_counter() - since), batches

    def await_ends(self, batches):
        for batch in batches:
            while "finished_at" not in self.line.ask("GET", f"/v1/batches/{batch}"):
                time.sleep(0.01)

    def drain(self, lines):
        for _ in range(lines):
            self.starts.readline()

    def waits(self, count):
        """Milliseconds from a request until its job starts, one job at a time."""
        took = []
        for _ in range(count):
            since = time.perf_counter()
            self.line.ask("POST", "/v1/jobs", {"spec": SPEC})
            self.drain(1)
            took.append((time.perf_counter() - since) * 1000)
            time.sleep(0.01)
        return took
