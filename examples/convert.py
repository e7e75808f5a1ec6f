"""Converts one image to JPEG: `python convert.py pictures/cat.png` makes cat.jpg in the current folder."""

import subprocess
import sys
from pathlib import Path

source = Path(sys.argv[1])
target = Path(source.stem + ".jpg")
subprocess.run(
    ["ffmpeg", "-v", "error", "-y", "-i", str(source), "-q:v", "3", str(target)],
    check=True,
)
print(f"{source.name}: {source.stat().st_size} bytes -> {target.stat().st_size} bytes")
