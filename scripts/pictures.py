#!/usr/bin/env python3
"""pictures.py FOLDER: makes jobs, walks through `rgrid tui` by keys, and writes what the terminal shows as SVG."""
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

from rich import _export_format
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

RGRID = os.environ["RGRID_BIN"]
WIDE, HIGH = 110, 32
# What the library takes a letter to be wide.
CELL = 12.2
FONT = "ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"
DARK = TerminalTheme((24, 26, 31), (205, 209, 217), [
    (24, 26, 31), (224, 108, 117), (152, 195, 121), (209, 154, 102),
    (97, 175, 239), (198, 120, 221), (86, 182, 194), (205, 209, 217)])

PRICES = """import csv, json, sys, time
name = sys.argv[1]
print(f"reading {name}", flush=True)
rows = list(csv.DictReader(open(name)))
for at in range(0, 1001, 50):
    print(f"row {at:4} of 1000  mean {at / 40:7.3f}", flush=True)
    time.sleep(0.02)
if "price" not in rows[0]:
    print("ValueError: column 'price' is missing", file=sys.stderr)
    sys.exit(1)
if rows[0]["price"] == "NaN":
    sys.exit("ZeroDivisionError: no price is a number")
total = sum(float(row["price"]) for row in rows)
json.dump({"file": name, "rows": len(rows), "total": total, "currency": "EUR"}, open("summary.json", "w"), indent=2)
open("prices.csv", "w").write("sku,price\\n" + "".join(f"A-{n:03},{n * 1.25:.2f}\\n" for n in range(40)))
open("notes.txt", "w").write("made by prices.py\\n")
"""
EPOCHS = """import sys, time
for epoch in range(1, 6 if "tiny" in sys.argv[1] else 9 if "small" in sys.argv[1] else 400):
    print(f"epoch {epoch:3}  loss {2.4 / epoch:.4f}  {sys.argv[1]}", flush=True)
    time.sleep(0.5)
"""


class Terminal:
    """`rgrid tui` in tmux."""

    def __init__(self, folder):
        self.tmux = ["tmux", "-u", "-f", "/dev/null", "-S", str(folder / "tmux")]
        self.do("new-session", "-d", "-x", str(WIDE), "-y", str(HIGH), RGRID, "tui", cwd=folder)

    def do(self, *words, cwd=None):
        return subprocess.run([*self.tmux, *words], cwd=cwd, capture_output=True, text=True).stdout

    def until(self, words):
        deadline = time.monotonic() + 120
        while words not in (screen := self.do("capture-pane", "-p")):
            if time.monotonic() > deadline:
                raise SystemExit(f"`{words}` does not come:\n{screen}")
            time.sleep(0.1)

    def keys(self, *keys):
        """Presses keys; a word after `=` is waited for, one after `+` is typed."""
        for key in keys:
            if key.startswith("="):
                self.until(key[1:])
            elif key.startswith("+"):
                self.do("send-keys", "-l", key[1:])
            else:
                self.do("send-keys", key)

    def picture(self, file):
        console = Console(record=True, width=WIDE, file=io.StringIO(), force_terminal=True, color_system="truecolor")
        console.print(Text.from_ansi(self.do("capture-pane", "-e", "-p").rstrip("\n")))
        look = re.sub(r"@font-face \{\{.*?\}\}\s*", "", _export_format.CONSOLE_SVG_FORMAT, flags=re.S)
        look = look.replace("Fira Code, monospace", FONT).replace("font-family: arial", "font-family: sans-serif")
        drawn = console.export_svg(title="rgrid tui", theme=DARK, code_format=look, unique_id=file.stem)
        drawn = re.sub(r'x="([0-9.]+)"( y="[0-9.]+") textLength="([0-9.]+)"([^>]*)>((?:&#160;)+)', shifted, drawn)
        drawn = re.sub(r"<text[^>]*>\s*</text>", "", drawn)
        file.write_text("\n".join(line.rstrip() for line in drawn.splitlines()) + "\n")


def shifted(found):
    """The same text without the blanks before it: not all that draw SVG keep these."""
    x, rest, length, clip, blanks = found.groups()
    wide = len(blanks) // len("&#160;") * CELL
    return f'x="{float(x) + wide:.1f}"{rest} textLength="{float(length) - wide:.1f}"{clip}>'


def run(folder, *words, ends=True):
    end = [] if ends else ["--detach"]
    subprocess.run([RGRID, "run", *words, *end], cwd=folder, capture_output=True)


def work(folder):
    """A batch of which some failed, a job that failed, and a batch that runs."""
    for name, text in (("prices.py", PRICES), ("train.py", EPOCHS), ("report.py", "raise SystemExit(3)\n")):
        (folder / name).write_text(text)
    (folder / "shops").mkdir()
    (folder / "models").mkdir()
    for at in range(1, 73):
        head = "cost" if at in (4, 11, 17, 23, 40, 41, 66) else "price"
        cell = "NaN" if at in (9, 26, 58) else f"{at * 1.5}"
        (folder / f"shops/shop-{at:02}.csv").write_text(f"sku,{head}\nA-1,{cell}\n")
    for name in ("a-tiny", "b-small", "c-medium", "d-large", "e-huge"):
        (folder / f"models/{name}.toml").write_text(name)
    run(folder, "prices.py", "--batch", "shops/*.csv", "--parallel", "3")
    run(folder, "report.py")
    run(folder, "train.py", "--batch", "models/*.toml", "--parallel", "2", ends=False)


# Where each picture is taken, from the one before on.
WALK = [
    ("jobs", ["=● live", "=prices.py", "g", "z", "=2/5", "=● running"]),
    ("batch", ["z", "/", "+prices", "Enter", "g", "Enter", "=10 failed in 2 ways", "f"]),
    ("retry", ["R", "=Run the 7 items"]),
    ("job", ["n", "Enter", "=✗ failed, exit code 1", "=Attempts"]),
    ("logs", ["L", "=ValueError", "/", "+row  ?5", "Enter", "= lines"]),
    ("artifacts", ["1", "=72/72", "Enter", "=10 failed", "g", "a", "=summary.json", "G", "Enter", "=currency"]),
    ("cost", ["2", "=this month", "b", "b", "b", "=by batch"]),
    ("nodes", ["3", "=atlas"]),
    ("palette", ["1", "=prices.py", ":", "+re", "=retry"]),
    ("help", ["Escape", "?", "=On this screen"]),
]


def main():
    target = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        work(pathlib.Path(name))
        terminal = Terminal(pathlib.Path(name))
        try:
            for screen, keys in WALK:
                terminal.keys(*keys)
                time.sleep(0.3)
                terminal.picture(target / f"{screen}.svg")
                print(f"docs/tui/{screen}.svg", file=sys.stderr)
        finally:
            terminal.do("kill-server")


main()
