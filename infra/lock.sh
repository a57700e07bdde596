#!/usr/bin/env bash
# Writes infra/locks/*.txt anew from pyproject.toml and infra/locks/*.in. Run by hand; commit what changes.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
compile() {
    "$uv" pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url "$@"
}
compile --universal --python-version 3.11 --all-extras --group local --group test --group check pyproject.toml -o infra/locks/dev.txt
for tool in uv sam checkov rivals; do
    compile --universal --python-version 3.11 "infra/locks/$tool.in" -o "infra/locks/$tool.txt"
done

# The layers, for Lambda's Python and processor: the versions that the tests run with, each package in one layer only.
layer() {
    local lock=$1
    shift
    compile --python-version 3.13 --python-platform aarch64-manylinux_2_28 --only-binary :all: \
        --constraint infra/locks/dev.txt "$@" pyproject.toml -o "$lock"
}
# but_not LOCK...: arguments that leave out what these locks hold already.
but_not() {
    sed -nE 's/^([A-Za-z0-9_.-]+)==.*/--no-emit-package \1/p' "$@"
}
core=shared/requirements.txt pdf=infra/layers/pdf/requirements.txt ocr=infra/layers/ocr/requirements.txt
layer "$core"
# shellcheck disable=SC2046 # each word is an argument
layer "$pdf" --extra pdf $(but_not "$core")
# shellcheck disable=SC2046
layer "$ocr" --extra ocr $(but_not "$core" "$pdf")
