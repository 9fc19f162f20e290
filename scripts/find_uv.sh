#!/usr/bin/env bash
# Print a path of uv; install it by pip into .uv/ where it is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; then command -v uv; exit 0; fi
if [ ! -x .uv/bin/uv ]; then
  python=""
  for name in python3 python; do command -v "$name" >/dev/null 2>&1 && python="$name" && break; done
  if [ -z "$python" ]; then
    echo "No Python was found. Install any Python 3 with pip, then run this again." >&2; exit 1
  fi
  "$python" -m pip install --quiet --target .uv uv >&2 || {
    echo "uv could not be installed by pip. Check the network and pip, then run this again." >&2; exit 1; }
fi
echo "$PWD/.uv/bin/uv"
