"""What a run over all partners did: added up, stored, and mailed to managers where it matters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from cofund.errors import NotFound
from cofund.models.fund_reports import (
    MAX_NAMED,
    FundsKept,
    MovedPartners,
    NamedFailure,
    NamedRefusal,
    PartnerBatch,
    PartnerOutcome,
    PeriodRun,
    RunReport,
    RunTotals,
)
from cofund.money import Money
from cofund.steps.funds.mails import fact_of, refusal_fact, tell_managers, was_told
from cofund.steps.funds.running import (
    RUNS,
    manifest_of,
    names,
    outcome_of,
    part_of_one,
    read_model,
    run_of,
    write_model,
)
from cofund.steps.office import Office

if TYPE_CHECKING:
    from cofund.models.claim import Person
    from cofund.pages.views.mails import Rendered

NEVER_DONE = "Crashed"
"""What failed where no outcome lies: the function never got to its end for this partner."""


def report_period(run_id: str, *, office: Office) -> RunReport:
    """Add a run up, store it, and mail managers once about what they should know.

    Raises:
        NotFound: no such run.
        TryAgain: a mail is being sent at this moment, or something is out of reach.
    """
    run = run_of(run_id, office=office)
    outcomes = tuple(_outcomes(run, office=office))
    report = _report(run, outcomes, office=office)
    kept = (one.kept for one in outcomes if one.kept is not None)
    moved = MovedPartners(partners=tuple(one for one in kept if not one.nothing_done))
    write_model(run_id, "moved.json", moved, office=office)
    write_model(run_id, "report.json", report, office=office)
    if report.worth_a_mail:
        _tell(report, office=office)
    return report


def period_report(run_id: str | None, *, office: Office) -> RunReport:
    """Give what a run did; without its id, the newest run that has its report.

    Raises:
        NotFound: there is none, it is not done yet, or forgotten.
    """
    if run_id is not None:
        return read_model(run_id, "report.json", RunReport, office=office)
    for stored in office.items.query_newest("claims", RUNS, limit=10):
        try:
            return period_report(str(stored.attributes["run_id"]), office=office)
        except NotFound:
            continue
    raise NotFound("no run has been reported yet")


def moved_partners(run_id: str, *, office: Office) -> tuple[FundsKept, ...]:
    """Give for whom a run did something, or could not do it.

    Raises:
        NotFound: there was no such run, it is not done yet, or forgotten.
    """
    return read_model(run_id, "moved.json", MovedPartners, office=office).partners


def latest_reports(most: int, *, office: Office) -> tuple[RunReport, ...]:
    """Give what the latest runs did, the newest first; those without a report are left out."""
    found = []
    for stored in office.items.query_newest("claims", RUNS, limit=most):
        with suppress(NotFound):
            found.append(period_report(str(stored.attributes["run_id"]), office=office))
    return tuple(found)


def _outcomes(run: PeriodRun, *, office: Office) -> Iterator[PartnerOutcome]:
    for batch in manifest_of(run.run_id, office=office):
        yield from _outcomes_of(run.run_id, batch, office=office)


def _outcomes_of(run_id: str, batch: PartnerBatch, *, office: Office) -> Iterator[PartnerOutcome]:
    done = outcome_of(run_id, batch.part, office=office)
    if done is not None:
        yield from done.outcomes
        return
    for partner_id in batch.partners:
        alone = outcome_of(run_id, part_of_one(batch.part, partner_id), office=office)
        if alone is not None and partner_id in names(alone.outcomes):
            yield from alone.outcomes
        else:
            yield PartnerOutcome(partner_id=partner_id, failure=NEVER_DONE)


def _report(run: PeriodRun, outcomes: tuple[PartnerOutcome, ...], *, office: Office) -> RunReport:
    kept = [one.kept for one in outcomes if one.kept is not None]
    refused = [(one.partner_id, refusal) for one in kept for refusal in one.refused]
    failed = [
        NamedFailure(partner_id=one.partner_id, failure=one.failure)
        for one in outcomes
        if one.failure is not None
    ]
    return RunReport(
        run=run,
        ended_at=office.clock(),
        moved=sum(not one.nothing_done for one in kept),
        reminded=sum(bool(one.reminded) for one in outcomes),
        totals=_totals(kept),
        refusals=tuple(
            NamedRefusal(
                partner_id=partner_id,
                refused=refusal,
                told_before=was_told(refusal_fact(refusal), office=office),
            )
            for partner_id, refusal in refused[:MAX_NAMED]
        ),
        refused=len(refused),
        failures=tuple(failed[:MAX_NAMED]),
        failed=len(failed),
    )


def _totals(kept: Iterable[FundsKept]) -> tuple[RunTotals, ...]:
    by_currency: defaultdict[str, list[FundsKept]] = defaultdict(list)
    for one in kept:
        by_currency[one.granted.currency].append(one)
    return tuple(
        RunTotals(
            currency=currency,
            granted=Money.total((one.granted for one in all_), currency),
            taken_back=Money.total((one.taken_back for one in all_), currency),
            expired=Money.total((one.expired for one in all_), currency),
            closed=sum(len(one.closed) for one in all_),
            ended=sum(len(one.ended) for one in all_),
        )
        for currency, all_ in sorted(by_currency.items())
    )


def _tell(report: RunReport, *, office: Office) -> None:
    """Mail about a run once; about refusals that a resumed run met, once more."""
    new = [refusal_fact(one.refused) for one in report.newly_refused]
    fact = fact_of("run", report.run.run_id)
    if was_told(fact, office=office):
        if not new:
            return
        fact = fact_of("run", report.run.run_id, *new)

    def mail_for(manager: Person) -> Rendered:
        from cofund.steps.funds.letters import letter_to  # templates: most nights send nothing

        return letter_to(manager, report, office=office)

    tell_managers(fact, mail_for, tells_too=new, office=office)
