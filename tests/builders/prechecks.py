"""A draft's walk through a pre-check, in memory: what claim_precheck does, in its order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cofund.models.precheck import Precheck
from cofund.steps.prechecking import check_draft, precheck
from cofund.steps.reading import scan_document
from tests.builders.claims import Draft, read_as
from tests.builders.walks import Run, once
from tests.fakes.office import FakeOffice


def begin(office: FakeOffice, draft: Draft) -> Precheck:
    """Press the button."""
    return precheck(office.claims.get(draft.claim.claim_id), draft.person, office=office)


def drive(office: FakeOffice, draft: Draft, begun: Precheck, *, run: Run = once) -> None:
    """Read and judge what a pre-check was begun with."""
    which = (begun.claim.claim_id, begun.claim.version)
    for document in begun.claim.documents:
        here = (*which, document.document_id)
        run(_scan(office, here, begun.number))
        paper = draft.papers[document.document_id]
        read_as(office, begun.claim, paper, document.document_id, precheck=begun.number)
    run(lambda: check_draft(*which, begun.number, office=office))


def a_precheck(office: FakeOffice, draft: Draft, *, run: Run = once) -> Precheck:
    """Let a draft be checked, and give its pre-check as it stands then."""
    begun = begin(office, draft)
    drive(office, draft, begun, run=run)
    return office.prechecks.get(begun.claim.claim_id, begun.claim.version, begun.number)


def _scan(office: FakeOffice, here: tuple[str, int, str], number: int) -> Callable[[], Any]:
    return lambda: scan_document(*here, precheck=number, office=office)
