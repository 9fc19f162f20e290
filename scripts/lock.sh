#!/usr/bin/env bash
# Resolve pyproject.toml into requirements.lock: every package pinned, with hashes, no addresses.
set -euo pipefail
cd "$(dirname "$0")/.."
uv="$(bash scripts/find_uv.sh)"
"$uv" pip compile pyproject.toml --group dev --python-version 3.10 --generate-hashes \
  --no-header --no-annotate --quiet -o requirements.lock
echo "Wrote requirements.lock."
