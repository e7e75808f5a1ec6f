#!/usr/bin/env bash
# demo-images.sh FOLDER: makes 100 PNG images there, no two of the same content and size. Keeps those it finds.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

folder=$1
mkdir -p "$folder"
for i in $(seq 100); do
  file=$folder/$(printf 'image-%03d.png' "$i")
  [ -s "$file" ] && continue
  size=$((160 + i * 16))x$((120 + i * 9))
  case $((i % 5)) in
    0) source="testsrc2=s=$size,trim=start_frame=$i" ;;
    1) source="mandelbrot=s=$size:maxiter=300:start_scale=$(awk -v i="$i" 'BEGIN { print 30 / (10 + i) }')" ;;
    2) source="gradients=s=$size:seed=$i:n=$((2 + i % 7))" ;;
    3) source="life=s=$size:seed=$i:life_color=lime:death_color=navy:mold=$((1 + i % 9))" ;;
    4) source="cellauto=s=$size:rule=$((i + 18)):seed=$i" ;;
  esac
  ffmpeg -nostdin -v error -y -f lavfi -i "$source" -frames:v 1 "$file.part.png"
  mv "$file.part.png" "$file"
done
say "$(find "$folder" -name '*.png' | wc -l) images, $(du -sh "$folder" | cut -f1), in $folder"
