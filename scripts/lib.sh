# shellcheck shell=bash disable=SC2034
# Words shared by the scripts. Source it; it does nothing by itself.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/rgrid-build
tools=${RGRID_TOOLS:-$cache/tools}
export SQLX_OFFLINE=${SQLX_OFFLINE:-true} PATH=$PATH:$tools/bin:$HOME/.cargo/bin

say() { printf '%s: %s\n' "$(basename "$0" .sh)" "$*" >&2; }

die() {
  say "$1"
  [ $# -lt 2 ] || printf 'hint: %s\n' "$2" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    have sudo || die "'$*' needs root and there is no sudo" "run 'make setup' once as root"
    sudo "$@"
  fi
}

# Installs Debian/Ubuntu packages; the package lists are fetched only when a package is unknown or gone.
apt_install() {
  have apt-get || die "cannot install $*: this is not Debian or Ubuntu" "install these yourself and try again: $*"
  say "installing $* with apt-get"
  apt_quiet install "$@" 2>/dev/null || { apt_quiet update && apt_quiet install "$@"; } \
    || die "apt-get could not install $*" "try it by hand: sudo apt-get install $*"
}

apt_quiet() {
  local verb=$1
  shift
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
    -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$verb" "$@" </dev/null >/dev/null
}

# Runs the script again with the rights of the group docker when this login does not have them yet.
with_docker_group() {
  docker info >/dev/null 2>&1 && return
  [ -z "${RGRID_DOCKER_GROUP:-}" ] && have sg || return 0
  sg docker -c 'docker info' >/dev/null 2>&1 || return 0
  say "going on with the rights of the group docker"
  RGRID_DOCKER_GROUP=1 exec sg docker -c "$(printf '%q ' "$0" "$@")"
}

# Names the rgrid to use in $rgrid: the one of RGRID_BIN, else the release binary, built when it is not up to date.
release_binary() {
  rgrid=${RGRID_BIN:-$root/target/release/rgrid}
  [ -z "${RGRID_BIN:-}" ] || return 0
  say "building the release binary (minutes the first time)"
  # Of the whole workspace: alone it would have other features, and all would be built again for the next script.
  cargo build --release --locked --workspace --bin rgrid
}
