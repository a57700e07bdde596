"""Claims whose papers were misread, and reviewers who set them right."""

from __future__ import annotations

from cofund.models.extraction import Extraction
from cofund.models.standing import Hold
from cofund.money import Money
from cofund.pages.views.frame import FieldError
from cofund.ports import Items
from cofund.steps.correcting import correct
from cofund.steps.storage import find_assessment
from tests.builders.answers import asked
from tests.builders.claim_files import dinner_papers
from tests.builders.claims import a_draft, an_office
from tests.builders.reads import a_line, an_invoice, roubles, unsure
from tests.builders.walks import Run, Walk, a_walk, once

MISREAD_LINES = (
    a_line("Аренда зала ресторана", price=100_000, position=1),
    a_line("Авиабилеты", quantity=40, price=3_600, position=2),
)
"""The second line is a banquet: read as flights, it costs the claim 72 000 roubles."""

BANQUET = {"line": "2", "new.line.description": "Банкетное обслуживание"}
"""What sets it right: 122 000 roubles are claimable instead of 50 000."""

LESS = {"new.gross": "200 000,00"}
"""What sets an uncertain total right: 100 000 roubles are claimable instead of 122 000."""


def dinner_with(**papers: Extraction) -> tuple[Extraction, ...]:
    """Give the clean dinner's papers, some of them replaced by kind."""
    return tuple(papers.get(paper.kind, paper) for paper in dinner_papers())


def a_line_misread() -> tuple[Extraction, ...]:
    """Give papers of which less was read as eligible than there is."""
    return dinner_with(invoice=an_invoice(lines=MISREAD_LINES))


def a_total_unsure() -> tuple[Extraction, ...]:
    """Give papers whose total could not be read for certain."""
    return dinner_with(invoice=an_invoice(gross=unsure(roubles(244_000))))


def a_misread_walk(
    papers: tuple[Extraction, ...] = (),
    *,
    items: Items | None = None,
    run: Run = once,
    accrued: Money | None = None,
    approved: Money | None = None,
) -> Walk:
    """Give a claim before its reviewer, whose papers were misread."""
    office = an_office(items, accrued=accrued, approved=approved)
    draft = a_draft(office, papers=papers or a_line_misread())
    return a_walk(office, draft, run=run).to_review()


def document_of(walk: Walk, kind: str) -> str:
    """Give the id of a claim's document by what was read from it."""
    return next(key for key, paper in walk.papers.items() if paper.kind == kind)


def correct_as_reviewer(
    walk: Walk, fields: dict[str, str], *, kind: str = "invoice", token: str | None = None
) -> tuple[FieldError, ...]:
    """Send a correction form as the signed-in reviewer of the last link; give its errors."""
    review = asked(walk.office, token)
    form = {"csrf": review.link.form_key, "document": document_of(walk, kind), **fields}
    return correct(review, form, review.reviewer.login, office=walk.office)


def claimable(walk: Walk) -> Money:
    """Give what is claimable by the newest assessment."""
    assessment = find_assessment(walk.office, walk.claim_id, walk.version)
    assert assessment is not None
    return assessment.waterfall.claimable


def the_hold(walk: Walk) -> Hold:
    """Give the hold of a claim's version."""
    hold = walk.office.ledger.hold(walk.claim_id, walk.version)
    assert hold is not None
    return hold
