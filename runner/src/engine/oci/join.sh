# Joins the control groups named before `--` and becomes the runtime named after it, which inherits
# them. $1: where to complain; $2: the empty version 2 folder of a mixed layout, or nothing: runtimes
# refuse to start where they see it, so it is hidden from this one alone.
log=$1 mixed=$2
shift 2
exec 3>&2 2>>"$log"
[ -z "$mixed" ] || umount -l "$mixed" || exit 1
while [ "$1" != -- ]; do
  echo $$ >"$1/cgroup.procs" || exit 1
  shift
done
shift
exec 2>&3 3>&-
exec "$@"
