#!/usr/bin/env python3
"""readme.py SECTION: puts the tables that come in into the section of that name of bench/README.md."""
import datetime
import pathlib
import sys

FILE = pathlib.Path(__file__).parent / "README.md"


def main():
    name, told = sys.argv[1], sys.stdin.read().strip()
    text = FILE.read_text()
    begin, end = f"<!-- {name}: written by the bench -->", f"<!-- end of {name} -->"
    if not told or begin not in text:
        raise SystemExit(f"nothing to write, or no section `{name}` in {FILE}")
    head, rest = text.split(begin)
    tail = rest.split(end)[1]
    FILE.write_text(f"{head}{begin}\n\n{datetime.date.today()}. {told}\n\n{end}{tail}")
    print(told)


main()
