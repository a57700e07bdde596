#!/usr/bin/env bash
# Compiles the Russian and English catalogues (.po) of pages, mails and rules; run it after editing one.
# Takes the folder of the languages and the Python that has Babel; both have defaults.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
locale=${1:-$here/shared/cofund/pages/locale}
python=${2:-$here/.venv/bin/python}

for source in "$locale"/*/LC_MESSAGES/*.po; do
    compiled=${source%.po}.mo
    [ "$compiled" -nt "$source" ] && continue
    language=$(basename "$(dirname "$(dirname "$source")")")
    "$python" -m babel.messages.frontend --quiet compile --locale "$language" -i "$source" -o "$compiled"
done
