#!/usr/bin/env bash
# setup-docker.sh: starts the Docker daemon when none answers.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

answers() { docker info >/dev/null 2>&1; }
answers_root() { as_root docker info >/dev/null 2>&1; }
log=${RGRID_DOCKERD_LOG:-/var/log/dockerd.log}

# Where no init system has done it, the limits of containers need their file systems mounted first.
control_groups() {
  mountpoint -q /sys/fs/cgroup && return
  have cgroupfs-mount || apt_install cgroupfs-mount
  say "mounting the control groups"
  as_root cgroupfs-mount
}

# A daemon that was killed leaves its number behind, and the next one takes whoever has it now for itself.
stale_pid_files() {
  local pid
  pid=$(cat /var/run/docker.pid 2>/dev/null) || return 0
  grep -qx dockerd "/proc/$pid/comm" 2>/dev/null && ! grep -q '^State:.Z' "/proc/$pid/status" && return
  as_root rm -f /var/run/docker.pid /var/run/docker/containerd/containerd.pid
}

answers && exit 0
if ! answers_root; then
  if [ -d /run/systemd/system ]; then
    say "starting Docker with systemctl"
    as_root systemctl start docker || die "Docker did not start" "sudo journalctl -u docker -n 50"
  else
    control_groups
    stale_pid_files
    say "starting dockerd in the background, its log is $log"
    as_root sh -c "nohup setsid dockerd >>'$log' 2>&1 </dev/null &"
  fi
  for _ in $(seq 60); do
    answers_root && break
    sleep 0.5
  done
  answers_root || die "Docker does not answer after 30 s" "sudo tail -n 50 $log"
fi
answers && exit 0
# Docker runs, but this user may not talk to it.
[ "$(id -u)" != 0 ] || die "Docker answers root only through another socket" "check DOCKER_HOST"
sg docker -c 'docker info' >/dev/null 2>&1 </dev/null && exit 0
say "adding $(id -un) to the group docker (its members can become root on this machine)"
as_root usermod -aG docker "$(id -un)"
sg docker -c 'docker info' >/dev/null 2>&1 || die "Docker refuses $(id -un)" "log out and in again, then: docker info"
