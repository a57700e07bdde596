#!/usr/bin/env bash
# Writes infra/locks/*.txt anew from pyproject.toml and infra/locks/*.in. Run by hand; commit what changes.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
compile() {
    "$uv" pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url "$@"
}
compile --universal --python-version 3.11 --all-extras --group local --group test --group check pyproject.toml -o infra/locks/dev.txt
for tool in uv sam checkov; do
    compile --universal --python-version 3.11 "infra/locks/$tool.in" -o "infra/locks/$tool.txt"
done
