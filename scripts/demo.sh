#!/usr/bin/env bash
# demo.sh: converts 100 PNG images to JPEG, each in a container of its own, with a script that knows nothing of RGrid.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$root"

scripts/setup.sh demo
with_docker_group "$@"
scripts/images.sh rgrid/ffmpeg:1
release_binary

demo=$root/demo
scripts/demo-images.sh "$demo/images"
rm -rf "$demo/outputs"
cp examples/convert.py "$demo/"
cd "$demo"

say "rgrid up -d"
"$rgrid" up -d
say "rgrid run convert.py --batch 'images/*.png' --runtime ffmpeg --parallel 20"
began=$(date +%s%N)
"$rgrid" run convert.py --batch 'images/*.png' --runtime ffmpeg --parallel 20
took=$((($(date +%s%N) - began) / 1000000))

good=0
while IFS= read -r -d '' file; do
  codec=$(ffprobe -v error -select_streams v:0 -show_entries stream=codec_name -of csv=p=0 "$file") || codec=broken
  if [ "$codec" = mjpeg ]; then good=$((good + 1)); else say "$file: $codec"; fi
done < <(find outputs -name '*.jpg' -print0)
[ "$good" = 100 ] || die "$good of 100 JPEG files are sound" "$rgrid list"
say "100 of 100 JPEG files are sound, in $demo/outputs; it took $((took / 1000)).$(printf '%03d' $((took % 1000))) s"
say "stop everything with: $rgrid down"
