#!/usr/bin/env bash
# Build .venv from requirements.lock with Python 3.10. Does nothing when it is up to date.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=".venv/.lock-sum"
wanted="$(cat requirements.lock pyproject.toml | cksum)"
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && .venv/bin/python -c "" 2>/dev/null; then exit 0; fi

free_mb="$(df -Pm . | awk 'NR==2 {print $4}')"
if [ "$free_mb" -lt 6000 ]; then
  echo "Only ${free_mb} MB are free on this disk; the environment and the model need about 6000 MB. Free some space, then run this again." >&2
  exit 1
fi

find_python() {
  local candidate
  for candidate in python3.10 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10.*/bin/python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1; then
      "$candidate" -c 'import sys; print(sys.executable)'; return 0
    fi
  done
  return 1
}

echo "[setup] looking for Python 3.10"
uv="$(bash scripts/find_uv.sh)"
if ! python="$(find_python)"; then
  python="$("$uv" python find 3.10 2>/dev/null || true)"
  if [ -z "$python" ]; then
    echo "[setup] not on the PATH and not in pyenv; asking uv for it"
    "$uv" python install 3.10 >&2 || {
      echo "Python 3.10 was not found and could not be installed. Install it (for example: pyenv install 3.10), then run this again." >&2
      exit 1; }
    python="$("$uv" python find 3.10)"
  fi
fi
echo "[setup] building the environment from the lock"
[ -x .venv/bin/python ] || "$uv" venv --quiet --python "$python" .venv
"$uv" pip sync --quiet --python .venv/bin/python requirements.lock
"$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
echo "$wanted" > "$stamp"
