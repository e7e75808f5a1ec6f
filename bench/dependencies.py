"""What the caches do: the first job, a later one, one whose result is known, and the first job of another node.

Each figure is a whole `rgrid run`, of a script that prints a line or of one that uses numpy.
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
USES = "import numpy\nprint(numpy.arange(1_000_000).sum())\n"
REPEATS = 25
PEER_REPEATS = 10
PORT = "7445"
BUILT = "rgrid-bench-packages"
BUNDLE = os.environ.get("SSL_CERT_FILE")


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
    plain, needing, using = root / "plain", root / "needing", root / "using"
    for folder, script in ((plain, "print(1)\n"), (needing, "print(1)\n"), (using, USES)):
        folder.mkdir()
        (folder / "p.py").write_text(script)
    for folder in (needing, using):
        (folder / "requirements.txt").write_text(REQUIREMENTS)
    run = [RGRID, "run", "p.py"]
    up()
    for _ in range(3):
        timed(run, plain)
    print("| | ms |\n|---|---|")
    shown("uses numpy, cold: the installer runs", [timed(run, using)])
    for folder in (needing, using) * 2:
        timed(run, folder)
    known = [RGRID, "run", "--reuse", "p.py"]
    times = {(plain, *run): [], (needing, *run): [], (using, *run): [], (using, *known): []}
    for _ in range(REPEATS):
        for (folder, *words), taken in times.items():
            taken.append(timed(words, folder))
            # The next one finds a sandbox ready, as after any pause of a person.
            time.sleep(0.3)
    shown("uses numpy, packages cached", times[using, *run])
    shown("uses numpy, everything cached: `--reuse`", times[using, *known])
    shown("prints a line, without packages", times[plain, *run])
    shown("prints a line, packages beside it and cached", times[needing, *run])
    down()
    shutil.rmtree(root / "home" / "local" / "runner" / "packages")
    up()
    for _ in range(2):
        timed(run, plain)
    shown("uses numpy, a second node: it fetches the pack", [timed(run, using)])
    here = [RGRID, "run", "--local", "p.py"]
    timed(here, using)
    shown("uses numpy, `rgrid run --local`, packages cached", several(here, using))
    peers(using)


def several(words, folder):
    return [timed(words, folder) for _ in range(PEER_REPEATS)]


def peers(using):
    """The same script by others, which have everything as well."""
    trust = ["-e", f"SSL_CERT_FILE={BUNDLE}", "-v", f"{BUNDLE}:{BUNDLE}:ro"] if BUNDLE else []
    install = ["uv", "pip", "install", "--system", "--break-system-packages", "-r", "/w/requirements.txt"]
    subprocess.run(["docker", "rm", "-f", BUILT], capture_output=True, check=False)
    timed(["docker", "run", "--name", BUILT, "--network", "host", "-v", f"{using}:/w", *trust, IMAGE, *install], using)
    timed(["docker", "commit", BUILT, BUILT], using)
    closed = ["--network", "none", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"]
    docker = ["docker", "run", "--rm", *closed, "-v", f"{using}:/w", "-w", "/w", BUILT, "python", "p.py"]
    shown("uses numpy, hardened `docker run`, packages in the image", several(docker, using))
    subprocess.run(["docker", "rm", BUILT], capture_output=True, check=False)
    subprocess.run(["docker", "rmi", BUILT], capture_output=True, check=False)
    if shutil.which("uv"):
        local = ["uv", "run", "--no-project", "--with-requirements", "requirements.txt", "p.py"]
        timed(local, using)
        shown("uses numpy, `uv run` on this machine, no sandbox", several(local, using))


def main():
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        os.environ.update(RGRID_HOME=str(root / "home"))
        if BUNDLE:
            os.environ["RGRID_RUNNER_EXTRA_CA_BUNDLE"] = BUNDLE
        up = [RGRID, "up", "-d", "--slots", "2", "--port", PORT]
        down = [RGRID, "down"]
        try:
            measure(root, lambda: timed(up, root), lambda: timed(down, root))
        finally:
            subprocess.run(down, capture_output=True, check=False)


main()
