#!/usr/bin/env bash
# images.sh [NAME…]: makes sure the runtime images are here: found, else pulled, else built from Debian packages.
# Without a name: all of deploy/images/recipes.txt.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
with_docker_group "$@"

recipes=$root/deploy/images/recipes.txt
answering=maybe
build=()

names_of_recipes() { awk -F'|' '/^[^#]/ { gsub(/ /, "", $1); print $1 }' "$recipes"; }

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
[ $# -gt 0 ] || mapfile -t names < <(names_of_recipes)
for name in "${names[@]}"; do
  if docker image inspect "$name" >/dev/null 2>&1 || pull "$name"; then continue; fi
  names_of_recipes | grep -qxF "$name" || die "$name is neither here nor in deploy/images/recipes.txt" "docker pull $name"
  build+=("$name")
done
[ ${#build[@]} = 0 ] || { say "building ${build[*]} from packages"; "$root/deploy/images/build.sh" "${build[@]}"; }
