"""The golden documents: one per layout, each with the truth that its facts give.

``python -m tests.golden.documents`` draws them anew, writes each truth beside its document, and
shows what is read otherwise; ``--settle`` writes that to ``open.json``, the list of what may still
be missing. Nothing on that list may be accepted wrongly: it is absent, or a person looks at it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.golden.abroad import ABROAD
from tests.golden.einvoices import EINVOICES
from tests.golden.events import LISTS, OTHERS, REPORTS
from tests.golden.golden import Catalogue
from tests.golden.reading import Judged, judge
from tests.golden.sales import ACTS, INVOICES, PAYMENTS, STATE_FORMS
from tests.golden.scans import SCANS

HERE = Path(__file__).parent
OPEN = HERE / "open.json"

DOCUMENTS: Catalogue = {
    **INVOICES,
    **ACTS,
    **STATE_FORMS,
    **PAYMENTS,
    **ABROAD,
    **EINVOICES,
    **LISTS,
    **REPORTS,
    **OTHERS,
    **SCANS,
}


def truth_of(name: str) -> dict[str, Any]:
    """Give what is true of a golden document, as it is written beside it."""
    truth: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return truth


def still_open() -> dict[str, list[str]]:
    """Give what of each document may still be missing."""
    listed: dict[str, list[str]] = json.loads(OPEN.read_text(encoding="utf-8"))
    return listed


def judged(name: str) -> Judged:
    """Give what is read otherwise of a golden document."""
    return judge(HERE / name, truth_of(name))


def main() -> None:
    """Draw every document, write its truth, show what is read otherwise."""
    for name, golden in DOCUMENTS.items():
        (HERE / name).write_bytes(golden.draw())
        _write(HERE / f"{name}.json", golden.truth)
    found = {name: judged(name) for name in DOCUMENTS}
    missing = {name: sorted(one.missing) for name, one in found.items() if one.missing}
    for name, one in found.items():
        for line in one.explained:
            sys.stdout.write(f"{name}: {line}\n")
    if "--settle" in sys.argv:
        _write(OPEN, missing)
    sys.stdout.write(f"{len(DOCUMENTS) - len(missing)} of {len(DOCUMENTS)} read in full\n")


def _write(path: Path, told: object) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
