#!/usr/bin/env bash
# images.sh [NAME…]: makes sure the runtime images are here: found, else pulled, else built from Debian packages.
# Without a name: all of deploy/images/recipes.txt.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
with_docker_group "$@"

recipes=$root/deploy/images/recipes.txt
answering=maybe
build=()

# first_command NAME: what the recipe starts; '-' when no recipe can make the image, empty when it is unknown.
first_command() {
  awk -F'|' -v name="$1" '/^[^#]/ { gsub(/ /, "", $1); gsub(/ /, "", $2); if ($1 == name) print $2 }' "$recipes"
}

# pull NAME: names of our own are on no registry; one that did not answer is not asked again.
pull() {
  case $1 in rgrid/*) return 1 ;; esac
  [ "$answering" != no ] || return 1
  local said
  if said=$(timeout "${RGRID_PULL_SECONDS:-180}" docker pull -q "$1" 2>&1); then
    say "$1: pulled"
    return
  fi
  say "$1: the registry did not give it: ${said:-no answer in time}"
  answering=no
  return 1
}

names=("$@")
[ $# -gt 0 ] || mapfile -t names < <(awk -F'|' '/^[^#]/ { gsub(/ /, "", $1); print $1 }' "$recipes")
for name in "${names[@]}"; do
  if docker image inspect "$name" >/dev/null 2>&1 || pull "$name"; then continue; fi
  case $(first_command "$name") in
    '') die "$name is neither here nor in deploy/images/recipes.txt" "docker pull $name" ;;
    -) say "$name: skipped, only a registry has it" ;;
    *) build+=("$name") ;;
  esac
done
[ ${#build[@]} = 0 ] || { say "building ${build[*]} from packages"; "$root/deploy/images/build.sh" "${build[@]}"; }
