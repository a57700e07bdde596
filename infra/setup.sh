#!/usr/bin/env bash
# Makes everything that `make demo` and `make test` need, from pinned locks. Run it as often as you like.
# It says what it installs; what is there already is left alone.
set -euo pipefail
cd "$(dirname "$0")/.."

what=${1:-dev} # dev, or tools with dependencies of their own: sam, checkov, rivals (what bench-reading compares with)

say() { printf 'setup: %s\n' "$*"; }

debian_packages() {
    local missing=() package
    for package in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    local run=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { say "please install these Debian packages first: ${missing[*]}"; exit 1; }
        run=(sudo)
    fi
    say "installing Debian packages: ${missing[*]}"
    "${run[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# venv DIR LOCK: a virtual environment that holds exactly what LOCK names, made anew when LOCK or pyproject.toml changes.
venv() {
    local dir=$1 lock=$2 stamp
    stamp=$(sha256sum "$lock" infra/locks/uv.txt pyproject.toml | sha256sum)
    [ "$(cat "$dir/.lock-stamp" 2>/dev/null)" = "$stamp" ] && return
    say "creating $dir from $lock"
    rm -rf "$dir"
    python3 -m venv "$dir"
    "$dir/bin/pip" install --quiet --require-hashes -r infra/locks/uv.txt
    # Compiled once, here: the engine and the tests start hundreds of Python processes.
    "$dir/bin/uv" pip install --quiet --compile-bytecode --python "$dir/bin/python" --require-hashes -r "$lock"
    if [ "$dir" = .venv ]; then
        "$dir/bin/uv" pip install --quiet --python "$dir/bin/python" --no-deps --no-build-isolation -e .
    fi
    echo "$stamp" >"$dir/.lock-stamp"
}

command -v apt-get >/dev/null || { say "this script knows Debian and its relatives; elsewhere install Python 3.11+, Chromium, tesseract data and DejaVu fonts"; exit 1; }
case $what in
dev)
    debian_packages python3-venv chromium gettext \
        fonts-dejavu-core fonts-liberation fonts-paratype \
        tesseract-ocr-rus tesseract-ocr-eng tesseract-ocr-deu tesseract-ocr-fra
    venv .venv infra/locks/dev.txt
    infra/compile_catalogues.sh
    .venv/bin/python -m compileall -q shared infra/local infra/*.py tests samples
    ;;
sam | checkov)
    debian_packages python3-venv
    venv ".tools/$what" "infra/locks/$what.txt"
    ;;
rivals)
    debian_packages python3-venv poppler-utils
    venv .tools/rivals infra/locks/rivals.txt
    ;;
*)
    say "unknown: $what"
    exit 2
    ;;
esac
say "$what is ready"
