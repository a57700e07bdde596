"""A claim's folder judged without any cloud: bad folders, exit codes, order of reading."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from cofund.errors import NotFound
from cofund.files.yaml_lines import InvalidFile
from cofund.models.extraction import Extraction
from cofund.models.kinds import DocumentKind
from cofund.offline import FolderCheck, check_folder
from tests.builders.claim_files import the_programme
from tests.builders.companies import INTEGRATOR
from tests.builders.reads import (
    a_line,
    a_participant_list,
    a_payment_order,
    a_report,
    an_act,
    an_event_programme,
    an_invoice,
    read,
    roubles,
)

CLEAN = Path(__file__).parents[2] / "samples" / "clean"
LINES = (
    a_line("Аренда зала ресторана", price=36_600),
    a_line("Банкетное обслуживание", quantity=12, price=6_710, position=2),
)


def a_reader(document: Path, *, document_id: str, declared: DocumentKind | None) -> Extraction:
    """Give what the clean sample's papers say, without reading them."""
    november = {"event_report", "event_programme", "participant_list"}
    if declared in november:
        return _event_paper(document_id, declared)
    if declared == "payment_order":
        return a_payment_order(document_id, amount=read(roubles(117_120)))
    paper = an_invoice if document.name == "invoice.pdf" else an_act
    return paper(document_id, lines=LINES)


def _event_paper(document_id: str, declared: DocumentKind | None) -> Extraction:
    day = read(date(2026, 11, 12))
    if declared == "event_report":
        return a_report(document_id, first_day=day, last_day=day)
    if declared == "event_programme":
        return an_event_programme(document_id, event_date=day)
    return a_participant_list(document_id=document_id).model_copy(update={"event_date": day})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the clean sample to spoil."""
    return Path(shutil.copytree(CLEAN, tmp_path / "claim"))


def rewrite(folder: Path, old: str, new: str) -> None:
    """Change the folder's claim.yaml."""
    path = folder / "claim.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def check(folder: Path) -> FolderCheck:
    """Judge a folder with the quick reader."""
    return check_folder(folder, reader=a_reader)


def test_a_claim_that_is_payable_as_claimed_exits_with_0(folder: Path) -> None:
    checked = check(folder)
    assert checked.exit_code == 0
    assert checked.folder.partner.inn == INTEGRATOR.tax_id


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("claimed: 48 000 RUB", "claimed: 48 000.01 RUB"),
        ("reserved_for_activity: 60 000 RUB", "reserved_for_activity: 0 RUB"),
        ("submitted_at: 2026-11-20", "submitted_at: 2026-12-13"),
    ],
    ids=["claims too much", "fund does not cover it", "late"],
)
def test_a_claim_that_is_not_exits_with_1(folder: Path, old: str, new: str) -> None:
    rewrite(folder, old, new)
    assert check(folder).exit_code == 1


def test_progress_names_each_document_in_order(folder: Path) -> None:
    seen: list[str] = []
    check_folder(folder, reader=a_reader, progress=seen.append)
    assert seen[0] == "report.docx"
    assert len(seen) == 6


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("file: act.pdf", "file: akt.pdf", 'there is no file "akt.pdf"'),
        ("file: act.pdf", "file: ../act.pdf", "without any path"),
        ("kind: act", "kind: akt", "not 'akt'"),
        ("claimed: 48 000 RUB", "claimed: 48000", "with its currency"),
        ("claimed: 48 000 RUB", "claimed: 0 RUB", "must be above zero"),
        ("claimed: 48 000 RUB", "claimed: 48 000 USD", "currency is RUB"),
        ("activity_type: business_dinner", "activity_type: dinner", "none of the programme's"),
        ("  kind: payment_order", "  kind: payment_order\n- file: act.pdf\n  kind: act", "once"),
    ],
)
def test_a_folder_with_mistakes_is_refused_with_what_is_wrong(
    folder: Path, old: str, new: str, message: str
) -> None:
    rewrite(folder, old, new)
    with pytest.raises(InvalidFile, match=r"claim\.yaml") as caught:
        check(folder)
    assert message in str(caught.value)


def test_a_folder_without_claim_yaml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match=r"claim\.yaml"):
        check(tmp_path)


def test_an_application_from_before_the_programme_is_refused(folder: Path) -> None:
    later = the_programme(in_force_from=the_programme().in_force_from.replace(year=2027))
    with pytest.raises(NotFound):
        check_folder(folder, reader=a_reader, programmes=(later,))


def test_a_second_version_needs_its_history(folder: Path) -> None:
    rewrite(folder, "  claim_id: claim-clean\n", "  claim_id: claim-clean\n  version: 2\n")
    with pytest.raises(InvalidFile, match="first_submitted_at and returned_at"):
        check(folder)


def test_a_second_version_is_judged_by_its_own_window(folder: Path) -> None:
    history = (
        "  version: 2\n"
        "  first_submitted_at: 2026-11-13 12:00:00+03:00\n"
        "  returned_at: 2026-11-14 12:00:00+03:00\n"
    )
    rewrite(folder, "  claim_id: claim-clean\n", "  claim_id: claim-clean\n" + history)
    rules = [finding.rule for finding in check(folder).assessment.findings]
    assert "resubmission_window" in rules
