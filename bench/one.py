#!/usr/bin/env python3
"""One job beside its peers, in one run on the machine at hand.

Wall times of the whole attached command, warm and cold; from the submission to the first log byte; and of a
command that does nothing. Repeats alternate, so that a busy machine is busy for all. `make bench` runs it.
"""
import argparse
import itertools
import tempfile
import time

from clock import COLD, RGRID, WARM, alternate, first_byte, hardened, head, pool, scripts, seconds, table
from line import Line

HELLO, ECHO = ["hello.py"], ["--", "echo", "hi"]
MIB = 1 << 20
# No sandbox waits for a job whose limits no job had before.
never_seen = itertools.count(600 + int(time.time()) % 10_000)


def run(words):
    return [RGRID, "run", *words]


def unseen(words):
    return run(["--memory", f"{next(never_seen)}M", *words])


def whole(work, repeats):
    docker = hardened(work)
    cases = {
        "docker run, hardened": lambda: seconds([*docker, "python", "hello.py"], work),
        "python3 hello.py": lambda: seconds(["python3", "hello.py"], work),
        "python3 -S hello.py": lambda: seconds(["python3", "-S", "hello.py"], work),
        "rgrid run hello.py, a sandbox waits": lambda: seconds(run(HELLO), work, WARM),
        "rgrid run hello.py, none waits": lambda: seconds(unseen(HELLO), work, COLD),
    }
    table(f"`hello.py`, the whole attached command, {repeats} repeats", alternate(cases, repeats, 2),
          ["docker run, hardened", "python3 hello.py"])


def first(work, repeats):
    docker, warm, cold = hardened(work), Line(WARM), Line(COLD)
    cases = {
        "docker run, hardened, whole": lambda: seconds([*docker, "echo", "hi"], work),
        "rgrid, from the submission, a sandbox waits": lambda: warm.first_byte(["echo", "hi"]),
        "rgrid, from the submission, none waits": lambda: cold.first_byte(["echo", "hi"], next(never_seen) * MIB),
        "rgrid run, from its start, a sandbox waits": lambda: first_byte(run(ECHO), work, WARM),
        "rgrid run, from its start, none waits": lambda: first_byte(unseen(ECHO), work, COLD),
    }
    table(f"`echo hi`, to its first log byte at the client, {repeats} repeats", alternate(cases, repeats, 2),
          ["docker run, hardened, whole"])


def nothing(work, repeats):
    cases = {
        "docker --version": lambda: seconds(["docker", "--version"], work),
        "rgrid --version": lambda: seconds([RGRID, "--version"], work),
    }
    table(f"A command that does nothing, {repeats} repeats", alternate(cases, repeats, 2), ["docker --version"])


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeats", type=int, default=25)
    options = options.parse_args()
    print(f"{head()}.")
    with tempfile.TemporaryDirectory() as folder:
        work = scripts(folder)
        whole(work, options.repeats)
        first(work, options.repeats)
        nothing(work, options.repeats)
    print(f"\nThe node with sandboxes that wait, at the end:\n\n{pool()}")


if __name__ == "__main__":
    main()
