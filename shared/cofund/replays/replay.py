"""Past claims judged again by another programme: who would get how much more or less, and why.

Each claim alone and at its recorded balance: what one claim would have taken is not missing from
the next. What people decided is not judged again. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from pydantic import ValidationError
from pydantic_core import from_json

from cofund.files.stored_inputs import file_under, written_file
from cofund.judgement import assess
from cofund.models.assessment import Assessment, Finding, Waterfall, WaterfallStepName
from cofund.models.claim import Application
from cofund.models.claim_file import ClaimFile
from cofund.models.programme import Programme
from cofund.models.replay import (
    NotJudgedReason,
    NotReplayed,
    PastClaim,
    Replayed,
    ReplayedClaim,
    Standing,
    StepChange,
)
from cofund.money import Money

MAX_MONTHS = 120
ASKED = "claimed_sum"
"""The rule on what a partner asks for: by terms that were in force then."""


def months_between(first: date, last: date) -> tuple[str, ...]:
    """Give the months from one to the other, both included, like "2026-01".

    Raises:
        ValueError: the last is before the first, or there are more than ``MAX_MONTHS``.
    """
    begin, end = (day.year * 12 + day.month - 1 for day in (first, last))
    if not 0 <= end - begin < MAX_MONTHS:
        raise ValueError(f"1 to {MAX_MONTHS} months")
    return tuple(f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(begin, end + 1))


def replay_claim(past: PastClaim, programme: Programme) -> Replayed:
    """Judge one past claim by another programme and compare with what was stored."""
    written = written_file(past.inputs)
    try:
        application = Application.model_validate(written.get("application"))
        before = _judged_then(past.assessment)
    except ValidationError:
        return _not_judged(past, "unknown_shape")
    misfit = _misfit(application, programme)
    if misfit is not None:
        return _not_judged(past, *misfit)
    try:
        file = file_under(written, programme)
    except ValidationError as error:
        return _not_judged(past, "terms", str(error.errors()[0]["msg"])[:200])
    return _compared(past, file, before, assess(file))


def _judged_then(stored: bytes) -> Assessment:
    """Give a stored assessment without what no comparison looks at: it is most of it."""
    written = from_json(stored)
    bare: dict[str, object] = {"evidence": ()}
    effective = (one for one in written.get("findings", ()) if one.get("effect"))
    written["findings"] = [finding | bare for finding in effective]
    waterfall = written.get("waterfall", {})
    waterfall["steps"] = [step | bare for step in waterfall.get("steps", ())]
    return Assessment.model_validate(written)


def _misfit(application: Application, programme: Programme) -> tuple[NotJudgedReason, str] | None:
    """Give what a programme lacks to judge a claim at all."""
    activity_type = application.activity.activity_type
    currency = application.approved_amount.currency
    if application.programme != programme.programme:
        return "other_programme", application.programme
    if activity_type not in programme.activities:
        return "activity_type", activity_type
    if currency != programme.currency:
        return "currency", currency
    return None


def _compared(
    past: PastClaim, file: ClaimFile, before: Assessment, after: Assessment
) -> ReplayedClaim:
    went, came = _changed_findings(before, after)
    activity = file.application.activity
    return ReplayedClaim(
        claim_id=past.claim_id,
        version=past.version,
        state=past.state,
        partner_id=file.partner.partner_id,
        partner=file.partner.name,
        activity_type=activity.activity_type,
        last_day=activity.last_day,
        before=_standing(before, _returning(before), file),
        after=_standing(after, _would_return(before, after), file),
        went=went,
        came=came,
        steps=tuple(_changed_steps(before, after)),
    )


def _returning(assessment: Assessment) -> set[str]:
    return {finding.rule for finding in assessment.findings if finding.effect == "return"}


def _would_return(before: Assessment, after: Assessment) -> set[str]:
    """Give the rules that send a claim back under the other programme.

    That it asks for more than the new terms give does not, if it was right by the old ones: its
    partner would have asked for less, and the waterfall says for how much.
    """
    asked_too_much = {ASKED} - _returning(before)
    return _returning(after) - asked_too_much


def _standing(assessment: Assessment, returning: set[str], file: ClaimFile) -> Standing:
    """Give what a judgement comes to; a partner who asked for a person is not sent back."""
    claimable = assessment.waterfall.claimable
    sent_back = bool(returning) and not file.claim.person_requested
    return Standing(
        outcome="return" if sent_back else "review",
        claimable=claimable,
        gets=Money.zero(claimable.currency) if sent_back else claimable,
        by_terms=_by_terms(assessment.waterfall),
    )


def _by_terms(waterfall: Waterfall) -> Money:
    """Give what is left where terms end and what people agreed on begins."""
    agreed = (step.before for step in waterfall.steps if step.step == "approved_amount")
    return next(agreed, waterfall.claimable)


def _changed_findings(
    before: Assessment, after: Assessment
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Give the findings with an effect that only one side has, each as often as it is missing."""
    stood, stands = _effective(before), _effective(after)
    return tuple(_surplus(stood, stands)), tuple(_surplus(stands, stood))


def _effective(assessment: Assessment) -> list[Finding]:
    """Give the findings that do something, without clause and evidence: those only explain."""
    bare: dict[str, object] = {"evidence": (), "source": ""}
    return [one.model_copy(update=bare) for one in assessment.findings if one.effect]


def _surplus(findings: list[Finding], others: list[Finding]) -> Iterator[Finding]:
    left = Counter(one.model_dump_json() for one in others)
    for finding in findings:
        written = finding.model_dump_json()
        if left[written]:
            left[written] -= 1
        else:
            yield finding


def _changed_steps(before: Assessment, after: Assessment) -> Iterator[StepChange]:
    """Give the steps that take another amount than before.

    The first step counts from nothing, so all changes sum up to that of the claimable amount.
    """
    stood = {step.step: step for step in before.waterfall.steps}
    stands = {step.step: step for step in after.waterfall.steps}
    brought, brings = _brought(before), _brought(after)
    for name in dict.fromkeys((*stands, *stood)):
        old, new = stood.get(name), stands.get(name)
        change = brings.get(name, 0) - brought.get(name, 0)
        if change:
            yield StepChange(
                step=name,
                change=Money(amount_minor=change, currency=after.waterfall.claimable.currency),
                term_before=old.term if old else "",
                term_after=new.term if new else "",
            )


def _brought(assessment: Assessment) -> dict[WaterfallStepName, int]:
    """Give what each step adds: the first one brings an amount, the others take from it."""
    first, *others = assessment.waterfall.steps
    return {first.step: first.after.amount_minor} | {
        step.step: step.after.amount_minor - step.before.amount_minor for step in others
    }


def _not_judged(past: PastClaim, reason: NotJudgedReason, detail: str = "") -> NotReplayed:
    return NotReplayed(claim_id=past.claim_id, version=past.version, reason=reason, detail=detail)


def replay_batch(batch: Sequence[PastClaim | NotReplayed], programme: Programme) -> list[Replayed]:
    """Judge some past claims by another programme; what was not kept stays listed."""
    return [one if isinstance(one, NotReplayed) else replay_claim(one, programme) for one in batch]
