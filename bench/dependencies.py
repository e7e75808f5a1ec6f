"""What installed packages cost: the first job, a later one, and the first job of another node.

Each figure is a whole `rgrid run` of a script that prints a line, so the difference of two is what packages add.
"""

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

RGRID = os.environ["RGRID_BIN"]
REQUIREMENTS = "numpy==2.2.1\npygments==2.19.1\n"
IMAGE = "python:3.11-slim-bookworm"
REPEATS = 25
PORT = "7445"


def timed(words, folder):
    """How long a command takes, in milliseconds."""
    started = time.perf_counter()
    done = subprocess.run(words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True)
    took = (time.perf_counter() - started) * 1_000
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, words))}: {done.stderr.decode()}")
    return took


def shown(name, times):
    """A row of the table: the median and the range."""
    median, least, most = statistics.median(times), min(times), max(times)
    spread = f" ({least:.0f}-{most:.0f})" if len(times) > 1 else ""
    print(f"| {name} | {median:.0f}{spread} |", flush=True)


def measure(root, up, down):
    """Prints all figures."""
    plain, needing = root / "plain", root / "needing"
    for folder in (plain, needing):
        folder.mkdir()
        (folder / "p.py").write_text("print(1)\n")
    (needing / "requirements.txt").write_text(REQUIREMENTS)
    run = [RGRID, "run", "p.py"]
    up()
    for _ in range(3):
        timed(run, plain)
    print("| | ms |\n|---|---|")
    shown("nothing is there: the installer runs", [timed(run, needing)])
    for _ in range(3):
        timed(run, needing)
    times = {plain: [], needing: []}
    for _ in range(REPEATS):
        for folder, taken in times.items():
            taken.append(timed(run, folder))
            # The next one finds a sandbox ready, as after any pause of a person.
            time.sleep(0.3)
    shown("a script without packages", times[plain])
    shown("the same script with packages, later", times[needing])
    down()
    shutil.rmtree(root / "home" / "local" / "runner" / "packages")
    up()
    for _ in range(2):
        timed(run, plain)
    shown("a node that has to fetch and unpack them", [timed(run, needing)])
    docker = ["docker", "run", "--rm", "--network", "none", "-v", f"{plain}:/w", "-w", "/w", IMAGE, "python", "p.py"]
    shown("`docker run`, packages in the image or not", [timed(docker, plain) for _ in range(5)])
    if shutil.which("uv"):
        local = ["uv", "run", "--no-project", "--with-requirements", "requirements.txt", "p.py"]
        timed(local, needing)
        shown("`uv run` on this machine, later", [timed(local, needing) for _ in range(5)])


def main():
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        os.environ.update(RGRID_HOME=str(root / "home"), RGRID_FORCE="1")
        if bundle := os.environ.get("SSL_CERT_FILE"):
            os.environ["RGRID_RUNNER_EXTRA_CA_BUNDLE"] = bundle
        up = [RGRID, "up", "-d", "--slots", "2", "--port", PORT]
        down = [RGRID, "down"]
        try:
            measure(root, lambda: timed(up, root), lambda: timed(down, root))
        finally:
            subprocess.run(down, capture_output=True, check=False)


main()
