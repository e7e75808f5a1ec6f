#!/usr/bin/env python3
"""A thousand jobs by `--batch`, each in a fresh sandbox with a file in and a file out, beside `xargs -P4 docker run`.

The peer does fewer, and its time is multiplied: said in the table. Repeats alternate. `make bench` runs it.
"""
import argparse
import os
import resource
import shutil
import statistics
import tempfile

from clock import RGRID, WARM, hardened, head, pool, scripts, seconds

SCRIPT = """import os, sys
name = os.path.basename(sys.argv[1])
print('hello', name)
open(f'out-{name}', 'w').write(open(sys.argv[1]).read())
"""


def spread(values):
    return f"{statistics.median(values):.1f} s | {min(values):.1f} - {max(values):.1f}"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--jobs", type=int, default=1000)
    options.add_argument("--docker-jobs", type=int, default=40)
    options.add_argument("--repeats", type=int, default=5)
    options = options.parse_args()
    print(f"{head()}.")
    peer, ours = [], []
    with tempfile.TemporaryDirectory() as folder:
        work = scripts(folder)
        (work / "each.py").write_text(SCRIPT)
        (work / "in").mkdir()
        for n in range(options.jobs):
            (work / "in" / f"{n:04}").write_text(f"{n}\n")
        names = "".join(f"in/{n:04}\n" for n in range(options.docker_jobs))
        xargs = ["xargs", "-P4", "-I{}", *hardened(work), "python", "each.py", "{}"]
        batch = [RGRID, "run", "--force", "--parallel", "8", "--output-dir", "outputs", "each.py", "--batch", "in/*"]
        for turn in range(options.repeats + 1):
            took = seconds(xargs, work, given=names) / options.docker_jobs * options.jobs
            mine = seconds(batch, work, WARM)
            found = sum(len(files) for _, _, files in os.walk(work / "outputs"))
            if found < options.jobs:
                raise SystemExit(f"{found} outputs of {options.jobs} jobs came home")
            shutil.rmtree(work / "outputs")
            # The first round is not counted.
            if turn:
                peer.append(took)
                ours.append(mine)
    ratio = statistics.median(ours) / statistics.median(peer)
    print(f"\n### {options.jobs:,} jobs, 4 at a time, {len(ours)} repeats: sent, run, logs and outputs stored and fetched\n")
    print("| | median | least - most | ratio | jobs/s |\n|---|---|---|---|---|")
    print(f"| xargs -P4 docker run, hardened ({options.docker_jobs} jobs, multiplied) | {spread(peer)} | 1.000 "
          f"| {options.jobs / statistics.median(peer):.1f} |")
    print(f"| rgrid run --batch | {spread(ours)} | {ratio:.3f} | {options.jobs / statistics.median(ours):.1f} |")
    print(f"\nThe node at the end:\n\n{pool()}")
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"\nThe commands themselves took {spent.ru_utime + spent.ru_stime:.1f} s of processor time in all.")


if __name__ == "__main__":
    main()
