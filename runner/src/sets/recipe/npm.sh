# Installs Node packages into `set`, as the lock says.
set -eu
export TMPDIR=$PWD/tmp npm_config_cache=$PWD/cache npm_config_update_notifier=false
mkdir -p "$TMPDIR" node_modules

command -v npm >/dev/null 2>&1 || {
  echo "this image has no npm: take another with --runtime" >&2
  exit 1
}
npm ci --omit=dev --no-audit --no-fund
mkdir -p node_modules
mv node_modules set
