"""`cofund read` and `cofund check`: documents and claims from files, without any installation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from cofund.cli.output import AsJson, cannot_run, console, errors, print_json, print_table
from cofund.errors import NotFound
from cofund.models.assessment import Assessment
from cofund.models.claim import Locale
from cofund.pages.formats import money
from cofund.pages.messages import finding_text, name

MOST_FILES = 1_000

Language = Annotated[str, typer.Option("--language", help="ru or en.")]


def read(
    files: Annotated[list[Path], typer.Argument(help="Files, or folders of files.")],
    as_json: AsJson = False,
) -> None:
    """Read documents: what they are and what stands in them, with evidence."""
    from cofund.extraction.report import file_report

    reports = []
    for file in track(_files(files), "reading", console=errors, transient=True):
        report = file_report(file)
        reports.append(report)
        if as_json:
            print_json([report])
        else:
            _print_report(report)
    raise typer.Exit(1 if any("error" in report for report in reports) else 0)


def check(
    folder: Annotated[Path, typer.Argument(help="A folder with claim.yaml and its documents.")],
    language: Language = "ru",
    as_json: AsJson = False,
) -> None:
    """Judge a claim before it is sent: every finding and the claimable amount.

    Exit status 0: payable as claimed; 1: something fails, is deducted or unclear; 2: cannot run.
    """
    from cofund.offline import check_folder
    from cofund.yaml_plain import InvalidFile

    locale: Locale = "en" if language == "en" else "ru"
    try:
        with errors.status("reading and judging") as shown:
            checked = check_folder(folder, progress=lambda file: shown.update(f"reading {file}"))
    except (InvalidFile, NotFound) as mistakes:
        cannot_run(str(mistakes))
    if as_json:
        print_json([checked.assessment.model_dump(mode="json")])
    else:
        _print_assessment(checked.assessment, locale)
    raise typer.Exit(checked.exit_code)


def _files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else []
        found += inside or [path]
    if len(found) > MOST_FILES:
        cannot_run(f"{len(found)} files; {MOST_FILES} at a time are the bound")
    return found


def _print_report(report: dict[str, object]) -> None:
    failure = report.get("error")
    if isinstance(failure, dict):
        console.print(f"[red]{report['file']}[/]: {failure['message']}", highlight=False)
        return
    fields = report["fields"]
    assert isinstance(fields, dict)
    rows = [(name, str(one["value"]), str(one["status"])) for name, one in fields.items() if one]
    title = f"{report['file']}: {report['kind']}, {report['pages']} pages"
    print_table(title, ("field", "value", "status"), rows)


def _print_assessment(assessment: Assessment, locale: Locale) -> None:
    rows = [
        (finding.verdict, finding.effect or "", finding_text(finding, locale))
        for finding in assessment.findings
        if finding.verdict != "pass"
    ]
    print_table("findings", ("verdict", "effect", "what"), rows)
    print_table(
        "waterfall",
        ("step", "after"),
        [
            (name("step", step.step, locale), money(step.after, locale))
            for step in assessment.waterfall.steps
        ],
    )
