#!/usr/bin/env bash
# Everything that `make check` asks of code, templates and build. Stops at the first thing that is wrong.
set -euo pipefail
cd "$(dirname "$0")/.."
export SAM_CLI_TELEMETRY=0 PATH="$PWD/.venv/bin:$PATH"

expanded=.aws-sam/expanded
own=(template.yaml infra/*.yaml)

step() { printf '\n== %s\n' "$*"; }

code() {
    step "ruff: style"
    ruff format --check .
    ruff check .
    step "mypy: types"
    mypy
    step "lint-imports: who may import whom"
    lint-imports
}

templates() {
    ./infra/setup.sh sam
    ./infra/setup.sh checkov
    step "expand the templates"
    rm -rf "$expanded"
    python -m infra.expand "$expanded"
    step "cfn-lint: templates with the serverless rules, then their expansion"
    # Not the expansion: the serverless rules know SAM's own types and take some of what SAM makes for mistakes.
    cfn-lint --append-rules cfn_lint_serverless.rules --regions eu-central-1 --template "${own[@]}"
    cfn-lint --regions eu-central-1 --template "$expanded/template.yaml" "$expanded"/infra/*.yaml
    step "sam validate"
    .tools/sam/bin/sam validate --lint --template template.yaml
    step "checkov: templates and their expansion"
    .tools/checkov/bin/checkov --config-file .checkov.yaml --file "${own[@]}" "$expanded/template.yaml" "$expanded"/infra/*.yaml
}

build() {
    ./infra/setup.sh sam
    step "sam build, and what Lambda will unpack"
    .tools/sam/bin/sam build --template template.yaml
    python -m infra.layer_sizes .aws-sam/build
}

case ${1:-all} in
code | templates | build) "$1" ;;
all)
    # One by one: in a chain of && bash would go on after a failure inside a function.
    code
    templates
    build
    ;;
*)
    echo "check: code, templates, build, or nothing for all"
    exit 2
    ;;
esac
