"""`cofund claim explain`: a judgement made again from what was kept, years later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from cofund.cli.installation import find_office
from cofund.cli.output import (
    FAILED,
    AsJson,
    Language,
    print_json,
    print_plain,
    print_table,
    said_plainly,
)
from cofund.cli.words import said
from cofund.models.assessment import Assessment, BalanceFacts, Finding
from cofund.models.claim import Document, Locale
from cofund.models.claim_file import ClaimFile
from cofund.money import Money
from cofund.pages.formats import change, clock, money, plain
from cofund.pages.messages import (
    finding_text,
    name,
    payment_text,
    period_name,
    place_text,
    term_text,
)
from cofund.pages.terms import TermWords
from cofund.steps.explaining import Explanation
from cofund.steps.explaining import explain as judge_again

MOST_PLACES = 3


def explain(
    claim_id: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim's id.")],
    version: Annotated[
        int | None,
        typer.Option("--version", min=1, help="The version; the last judged if left out."),
    ] = None,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Judge a claim again from what was stored with its judgement, and show it.

    Participants' lists may be gone and newer terms installed: neither is looked at. Exit status 0:
    the judgement is the stored one, byte for byte; 1: it differs, and in what; 2: cannot run.
    """
    with said_plainly():
        explanation = judge_again(claim_id, version=version, office=find_office())
    if as_json:
        print_json([_report(explanation)])
    else:
        _print(explanation, language)
    raise typer.Exit(0 if explanation.identical else FAILED)


def _report(explanation: Explanation) -> dict[str, object]:
    decision = explanation.decision
    return {
        "assessment": explanation.anew.model_dump(mode="json"),
        "outcome": explanation.anew.outcome,
        "identical": explanation.identical,
        "difference": explanation.difference,
        "installed_terms": explanation.installed.status,
        "decision": decision.model_dump(mode="json") if decision else None,
    }


def _print(explanation: Explanation, locale: Locale) -> None:
    file, anew = explanation.inputs.file, explanation.anew
    print_plain(_title(file, anew, locale))
    heads = ("verdict", "effect", "what", "clause", "place")
    _table("explain.findings", heads, _finding_rows(file, anew, locale), locale)
    heads = ("step", "change", "after", "term", "clause")
    _table("explain.waterfall", heads, _step_rows(anew, locale), locale)
    _table("explain.balances", ("what", "amount"), _balance_rows(anew.balances, locale), locale)
    print_plain(_decided(explanation, file.programme.zone, locale))
    _print_terms(explanation, locale)
    verdict = "explain.identical" if explanation.identical else "explain.differs"
    print_plain(said(verdict, locale))
    for line in explanation.difference:
        print_plain(line)


def _title(file: ClaimFile, anew: Assessment, locale: Locale) -> str:
    return said(
        "explain.title",
        locale,
        claim=anew.claim_id,
        version=str(anew.version),
        programme=f"{anew.programme} {anew.programme_version}",
        at=clock(anew.assessed_at, locale, zone=file.programme.zone),
    )


def _table(
    title: str, heads: tuple[str, ...], rows: Iterator[tuple[str, ...]], locale: Locale
) -> None:
    columns = [said(f"explain.column.{head}", locale) for head in heads]
    print_table(said(title, locale), columns, rows)


def _finding_rows(file: ClaimFile, anew: Assessment, locale: Locale) -> Iterator[tuple[str, ...]]:
    documents = {document.document_id: document for document in file.claim.documents}
    for finding in anew.findings:
        yield (
            said(f"explain.verdict.{finding.verdict}", locale),
            name("effect", finding.effect, locale) if finding.effect else "",
            _told(finding, locale),
            plain(finding.source),
            "; ".join(_places(finding, documents, locale)),
        )


def _told(finding: Finding, locale: Locale) -> str:
    """Give a finding's text; where its rule or message is gone since, their names."""
    try:
        return finding_text(finding, locale)
    except KeyError:
        return f"{finding.rule}.{finding.message}"


def _places(finding: Finding, documents: dict[str, Document], locale: Locale) -> Iterator[str]:
    """Give where the first few pieces of evidence stand, or the document as a whole."""
    for evidence in finding.evidence[:MOST_PLACES]:
        stands = place_text(evidence, locale)
        yield f"{plain(documents[evidence.document_id].file_name)}, {stands}"
    if finding.document_id and not finding.evidence:
        yield plain(documents[finding.document_id].file_name)


def _step_rows(anew: Assessment, locale: Locale) -> Iterator[tuple[str, ...]]:
    for step in anew.waterfall.steps:
        yield (
            name("step", step.step, locale),
            change(step.after - step.before, locale) if step.after != step.before else "",
            money(step.after, locale),
            term_text(step, locale),
            plain(step.source),
        )


def _balance_rows(balances: BalanceFacts, locale: Locale) -> Iterator[tuple[str, ...]]:
    open_or_not = "explain.open" if balances.fund_open else "explain.closed"
    period = period_name(balances.fund.period, locale)
    yield said("explain.fund", locale, period=period), said(open_or_not, locale)
    for field in type(balances).model_fields:
        amount = getattr(balances, field)
        if isinstance(amount, Money):
            yield said(f"explain.balance.{field}", locale), money(amount, locale)


def _decided(explanation: Explanation, zone: str, locale: Locale) -> str:
    decision = explanation.decision
    if decision is None:
        return said("explain.undecided", locale)
    outcome = name("outcome", decision.outcome, locale)
    paid = payment_text(decision.amount, explanation.points, locale)
    return said(
        "explain.decided",
        locale,
        outcome=f"{outcome}, {paid}" if paid else outcome,
        by=", ".join(decision.decided_by),
        at=clock(decision.decided_at, locale, zone=zone),
    )


def _print_terms(explanation: Explanation, locale: Locale) -> None:
    """Say where this installation's file of the version differs from the terms that count."""
    if explanation.installed.status == "not_installed":
        print_plain(said("explain.terms.not_installed", locale))
    if explanation.installed.status == "changed":
        print_plain(said("explain.terms.changed", locale))
        words = TermWords(explanation.inputs.file.programme, locale)
        for one in explanation.installed.changed:
            print_plain(f"• {words.change(one)}")
