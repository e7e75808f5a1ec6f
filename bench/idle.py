#!/usr/bin/env python3
"""Memory of a control plane and of a runner that wait for work. `make bench` runs it, on the test bed."""
import os
import statistics
import subprocess
import tempfile
import time

from grid import BIN, Grid

SECONDS = 20


def main():
    with tempfile.TemporaryDirectory() as folder:
        grid = Grid(folder)
        token = grid.ask("POST", "/v1/nodes/enrol-tokens", {})["token"]
        env = {**os.environ, "RGRID_RUNNER_URL": f"http://127.0.0.1:{grid.port}", "RGRID_RUNNER_SLOTS": "4",
               "RGRID_RUNNER_STATE_DIR": f"{folder}/runner", "RGRID_RUNNER_ENROL_TOKEN": token}
        runner = grid.start([BIN, "runner"], env)
        try:
            asked = "select count(*) from nodes where session_id is not null"
            while grid.sql(asked) != "1":
                time.sleep(0.1)
            told = {"control plane": [], "runner": []}
            for _ in range(SECONDS):
                time.sleep(1)
                told["control plane"].append(grid.memory(grid.server))
                told["runner"].append(grid.memory(runner))
        finally:
            grid.stop()
    rgrid = subprocess.run([BIN, "--version"], capture_output=True, text=True).stdout.strip()
    print(f"{rgrid}; resident memory, looked at each second for {SECONDS} s after the node had come.\n")
    print("| | median | most |\n|---|---|---|")
    for name, values in told.items():
        print(f"| {name} | {statistics.median(values):.1f} MiB | {max(values):.1f} MiB |")


if __name__ == "__main__":
    main()
