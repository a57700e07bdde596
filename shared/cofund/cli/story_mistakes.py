"""What every classic mistake is answered before a claim is even sent: the samples, judged here."""

from __future__ import annotations

from pathlib import Path

from rich.markup import escape

from cofund.cli.output import console, print_plain
from cofund.cli.stage import SAMPLES, Stage
from cofund.offline import FolderCheck, check_folder
from cofund.pages.formats import money
from cofund.pages.messages import finding_text, name

RIGHT = "clean"


def show_mistakes(stage: Stage) -> None:
    """Judge each sample's folder and show what its partner is told."""
    for folder in sorted(path.parent for path in SAMPLES.glob("*/claim.yaml")):
        if folder.name != RIGHT:
            _show(stage, folder, check_folder(folder))


def _show(stage: Stage, folder: Path, checked: FolderCheck) -> None:
    what = escape(stage.said(f"sample.{folder.name}"))
    console.print(f"[bold]{folder.name}[/]: {what}", highlight=False, soft_wrap=True)
    assessment = checked.assessment
    amounts = {
        "claimable": money(assessment.waterfall.claimable, stage.locale),
        "claimed": money(checked.folder.claim.claimed, stage.locale),
    }
    state = name(
        "state", "returned" if assessment.outcome == "return" else "in_review", stage.locale
    )
    print_plain("  " + stage.said("demo.claimable", state=state, **amounts))
    for finding in assessment.findings:
        if finding.verdict != "pass":
            print_plain(f"  • {finding_text(finding, stage.locale)}")
