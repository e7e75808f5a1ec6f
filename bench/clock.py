"""What the benches of one machine share: commands that are timed in turn, and tables of them."""
import os
import pathlib
import statistics
import subprocess
import time

IMAGE = "python:3.11-slim-bookworm"
RGRID = os.environ.get("RGRID_BIN", "rgrid")
# An instance whose sandboxes wait for jobs, and one whose jobs all have limits of their own, so that none does.
WARM = {**os.environ, "RGRID_HOME": os.environ.get("RGRID_BENCH_WARM", "target/bench/warm")}
COLD = {**os.environ, "RGRID_HOME": os.environ.get("RGRID_BENCH_COLD", "target/bench/cold")}
HARDENED = [
    "docker", "run", "--rm", "--network", "none", "--read-only", "--cap-drop", "ALL",
    "--security-opt", "no-new-privileges", "--pids-limit", "256", "--memory", "512m",
    "--memory-swap", "512m", "--cpus", "1", "--user", "65532:65532", "--tmpfs", "/tmp:size=64m",
    "--workdir", "/work",
]


def hardened(work):
    return [*HARDENED, "--volume", f"{work}:/work", IMAGE]


def seconds(command, cwd, env=None, given=None):
    """Wall seconds of a command that must succeed."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, env=env, input=given, capture_output=True, text=True)
    took = time.perf_counter() - start
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed ({done.returncode}): {done.stderr.strip()[-500:]}")
    return took


def first_byte(command, cwd, env=None):
    """Wall seconds until a command that must succeed writes something."""
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.PIPE) as child:
        byte = child.stdout.read(1)
        took = time.perf_counter() - start
        child.stdout.read()
    if not byte or child.returncode != 0:
        raise SystemExit(f"{command[0]} failed ({child.returncode})")
    return took


def alternate(cases, repeats, warm_up=1):
    """Every case once per round; the first rounds are not counted."""
    times = {name: [] for name in cases}
    for turn in range(repeats + warm_up):
        for name, case in cases.items():
            took = case()
            if turn >= warm_up:
                times[name].append(took)
    return times


def amount(seconds):
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.1f} s"


def table(title, times, peers):
    """Medians and spread, and how they stand to each peer's median: at most one, each has a column."""
    print(f"\n### {title}\n")
    print("| | median | p10-p90 | " + "".join(f"of {peer} | " for peer in peers))
    print("|---|---|---|" + "---|" * len(peers))
    for name, values in times.items():
        ordered = sorted(values)
        low, high = ordered[len(ordered) // 10], ordered[-1 - len(ordered) // 10]
        median = statistics.median(ordered)
        ratios = "".join(f"{median / statistics.median(times[peer]):.3f} | " for peer in peers)
        print(f"| {name} | {amount(median)} | {amount(low)} - {amount(high)} | {ratios}")


def version(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout.strip().splitlines()[0]


def head():
    """What machine this is, and how busy before anything began."""
    return (f"{os.cpu_count()} cores, {version('docker', '--version')}, {version(RGRID, '--version')}, "
            f"{version('python3', '--version')}, load {os.getloadavg()[0]:.1f} at the start")


def pool():
    """What the warm instance's node says of its sandboxes that wait."""
    lines = subprocess.run([RGRID, "nodes"], env=WARM, capture_output=True, text=True).stdout.splitlines()
    return "\n".join(f"    {line}" for line in lines)


def scripts(folder):
    """The folder with the script."""
    work = pathlib.Path(folder)
    work.chmod(0o777)
    (work / "hello.py").write_text("print('hello')\n")
    return work
