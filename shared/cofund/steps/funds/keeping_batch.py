"""A batch of a run over all partners: what is due is done for each, and each has an outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cofund.errors import CofundError
from cofund.models.fund_reports import BatchOutcome, PartnerBatch, PartnerOutcome, PeriodRun
from cofund.steps.funds.running import (
    is_there,
    names,
    outcome_of,
    run_of,
    write_model,
    write_once,
)
from cofund.steps.funds.years import has_begun
from cofund.steps.office import Office

ROUNDS = 3
"""How often a partner's turn comes where others keep moving the same money."""

Outcome = Callable[[str], PartnerOutcome]


def keep_batch(run_id: str, batch: PartnerBatch, *, office: Office) -> int:
    """Do what is due for some partners, each by itself; give for how many that did not go through.

    Those who went through before are left alone.

    Raises:
        NotFound: no such run.
        TryAgain: tables or files are out of reach.
    """
    through = _through(run_id, batch.part, office=office)
    missing = [one for one in batch.partners if one not in names(through)]
    if not missing:
        return 0
    run = run_of(run_id, office=office)
    began = f"begun/{_batch_of(batch.part)}"
    if not write_once(run_id, began, b"-", office=office):
        write_once(run_id, f"{began}.again", b"-", office=office)
    outcomes = _outcomes(run, missing, office=office)
    if is_there(run_id, f"{began}.again", office=office):
        outcomes = tuple(_by_the_books(one, run, office=office) for one in outcomes)
    if any(one.failure for one in outcomes):
        by_others = {one.partner_id: one for one in _through(run_id, batch.part, office=office)}
        outcomes = tuple(by_others.get(one.partner_id, one) for one in outcomes)
    done = BatchOutcome(outcomes=(*through, *outcomes))
    write_model(run_id, f"parts/{batch.part}.json", done, office=office)
    return sum(one.failure is not None for one in outcomes)


def _through(run_id: str, part: str, *, office: Office) -> list[PartnerOutcome]:
    """Give the outcomes that are stored of those for whom the run went through."""
    stored = outcome_of(run_id, part, office=office)
    return [one for one in stored.outcomes if one.failure is None] if stored else []


def _outcomes(
    run: PeriodRun, partners: Iterable[str], *, office: Office
) -> tuple[PartnerOutcome, ...]:
    """Give every partner's outcome; those whom others were in the way of come again at the end."""
    turn = _keeping(office) if run.what == "keep" else _reminding(office)
    outcomes = {one: _named(one, turn) for one in partners}
    for _ in range(ROUNDS - 1):
        late = [one for one in outcomes.values() if one.failure == "TryAgain"]
        outcomes |= {one.partner_id: _named(one.partner_id, turn) for one in late}
    return tuple(outcomes.values())


def _keeping(office: Office) -> Outcome:
    from cofund.steps.funds import (
        keeping_partner,  # a run keeps or reminds: what the other needs is much
    )

    def keep(partner_id: str) -> PartnerOutcome:
        begun = has_begun(partner_id, office=office)
        kept = keeping_partner.keep_partner(partner_id, office=office) if begun else None
        return PartnerOutcome(partner_id=partner_id, kept=kept)

    return keep


def _by_the_books(outcome: PartnerOutcome, run: PeriodRun, *, office: Office) -> PartnerOutcome:
    """Give what a partner's outcome is where somebody else began with the batch, too.

    Whoever it was has crashed, or is at work beside us: what it did is in the books only.
    """
    if outcome.kept is None:
        return outcome
    from cofund.steps.funds.keeping_partner import recounted

    kept = recounted(outcome.kept, since=run.began_at, office=office)
    return outcome.model_copy(update={"kept": kept})


def _reminding(office: Office) -> Outcome:
    from cofund.steps.funds.reminding import remind
    from cofund.steps.funds.reminding_of_claims import remind_of_claims
    from cofund.steps.orders.letters import tell_desk_of_all
    from cofund.steps.points.publications import tell_publications

    def remind_people(partner_id: str) -> PartnerOutcome:
        tell_desk_of_all(partner_id, office=office)
        if not has_begun(partner_id, office=office):
            return PartnerOutcome(partner_id=partner_id, reminded=0)
        tell_publications(partner_id, office=office)
        claims = remind_of_claims(partner_id, office=office)
        reminded = claims + remind(partner_id, office=office)
        return PartnerOutcome(partner_id=partner_id, reminded=reminded)

    return remind_people


def _named(partner_id: str, turn: Outcome) -> PartnerOutcome:
    """Give a partner's outcome: what was done, or the name of what stood against it."""
    try:
        return turn(partner_id)
    except CofundError as failure:
        return PartnerOutcome(partner_id=partner_id, failure=type(failure).__name__)


def _batch_of(part: str) -> str:
    return part.partition(".")[0]
