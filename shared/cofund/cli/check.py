"""`cofund check`: a claim from files, judged without any installation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from cofund.cli.output import (
    AsJson,
    Language,
    cannot_run,
    errors,
    print_json,
    print_plain,
    print_table,
)
from cofund.cli.words import said
from cofund.errors import NotFound
from cofund.files.written import CLAIM_FILE
from cofund.models.assessment import Assessment, Finding
from cofund.models.claim import Locale
from cofund.money import Money
from cofund.pages.formats import change, money
from cofund.pages.messages import finding_text, name
from cofund.programme import load_programme


def check(
    folder: Annotated[
        Path, typer.Argument(help="A folder with claim.yaml and its documents.", file_okay=False)
    ],
    programme: Annotated[
        Path | None,
        typer.Option(help="Judge by this programme's file.", dir_okay=False),
    ] = None,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Judge a claim before it is sent: every finding and the claimable amount.

    With --programme by a programme of your own, else by those that come with Cofund.

    Exit status 0: payable as claimed; 1: something fails, is deducted or unclear; 2: cannot run.
    """
    from cofund.files.yaml_plain import InvalidFile
    from cofund.offline import check_folder

    if not (folder / CLAIM_FILE).is_file():
        cannot_run(f"there is no {CLAIM_FILE} in {folder}: see samples/clean for one")
    if programme is not None and not programme.is_file():
        cannot_run(f"there is no file {programme}")
    try:
        with errors.status(said("check.reading", language)) as shown:
            checked = check_folder(
                folder,
                programmes=None if programme is None else (load_programme(programme),),
                progress=lambda file: shown.update(said("check.read", language, file=file)),
            )
    except (InvalidFile, NotFound) as mistakes:
        cannot_run(str(mistakes))
    if as_json:
        print_json([_report(checked.assessment, checked.exit_code)])
    else:
        _print_assessment(checked.assessment, language)
        print_plain(_verdict(checked.assessment, checked.folder.claim.claimed, language))
    raise typer.Exit(checked.exit_code)


def _report(assessment: Assessment, exit_code: int) -> dict[str, object]:
    plain = assessment.model_dump(mode="json")
    return plain | {"outcome": assessment.outcome, "payable_as_claimed": exit_code == 0}


def _print_assessment(assessment: Assessment, locale: Locale) -> None:
    open_findings = [one for one in assessment.findings if one.verdict != "pass"]
    if open_findings:
        columns = [said(f"check.column.{one}", locale) for one in ("verdict", "effect", "what")]
        rows = [_finding_row(finding, locale) for finding in open_findings]
        print_table(said("check.findings", locale), columns, rows)
    columns = [said(f"check.column.{one}", locale) for one in ("step", "change", "after")]
    print_table(said("check.waterfall", locale), columns, _waterfall_rows(assessment, locale))


def _finding_row(finding: Finding, locale: Locale) -> tuple[str, str, str]:
    verdict = said(f"check.verdict.{finding.verdict}", locale)
    effect = name("effect", finding.effect, locale) if finding.effect else ""
    return verdict, effect, finding_text(finding, locale)


def _waterfall_rows(assessment: Assessment, locale: Locale) -> Iterator[tuple[str, str, str]]:
    """Give the steps that change the amount or that the programme names; the others say nothing."""
    for number, step in enumerate(assessment.waterfall.steps):
        if number and not step.term and step.after == step.before:
            continue
        moved = step.after - step.before
        shown = change(moved, locale) if number and moved.amount_minor else ""
        yield name("step", step.step, locale), shown, money(step.after, locale)


def _verdict(assessment: Assessment, claimed: Money, locale: Locale) -> str:
    amounts = {
        "claimable": money(assessment.waterfall.claimable, locale),
        "claimed": money(claimed, locale),
    }
    if assessment.outcome == "return":
        effect = name("effect", "return", locale)
        return said("check.return", locale, effect=effect, **amounts)
    open_ = any(finding.verdict != "pass" for finding in assessment.findings)
    if open_ or assessment.waterfall.claimable != claimed:
        return said("check.review", locale, **amounts)
    return said("check.payable", locale, claimable=amounts["claimable"])
