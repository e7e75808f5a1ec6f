# Installs Python packages into the virtual environment `set`, which works wherever it is mounted.
set -eu
export UV_CACHE_DIR=$PWD/cache TMPDIR=$PWD/tmp UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 UV_COMPILE_BYTECODE=1
mkdir -p "$TMPDIR"

python=$(command -v python3) || {
  echo "this image has no python3: take another with --runtime" >&2
  exit 1
}
# The same version wherever the image has none of its own.
if ! command -v uv >/dev/null 2>&1; then
  "$python" -m pip --version >/dev/null 2>&1 || {
    echo "this image has neither uv nor pip: take another with --runtime" >&2
    exit 1
  }
  "$python" -m pip install --quiet --disable-pip-version-check --no-cache-dir --target "$PWD/uv" uv==0.13.8
  export PATH="$PWD/uv/bin:$PATH"
fi
uv venv --quiet --relocatable --python "$python" set

from_requirements() {
  if [ -e constraints.txt ]; then
    uv pip install --python set/bin/python -r requirements.txt -c constraints.txt
  else
    uv pip install --python set/bin/python -r requirements.txt
  fi
}

# The lock decides; the project itself comes as files of the job.
from_lock() {
  UV_PROJECT_ENVIRONMENT=$PWD/set uv sync --frozen --no-dev --no-install-workspace --python "$python"
}

