"""`cofund check`: a claim's folder judged before it is sent."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.commands import PROJECT, SAMPLES, cofund
from tests.pages.test_formats import spaced

PROGRAMS = PROJECT / "shared" / "cofund" / "programs"
OUTCOMES = {
    "clean": (0, "review"),
    "every-format": (1, "review"),
    "flight-on-invoice": (1, "review"),
    "late-application": (1, "return"),
    "late-report": (1, "return"),
    "no-event-programme": (1, "return"),
    "no-participant-list": (1, "return"),
    "same-invoice-twice": (1, "review"),
    "scanned-invoice": (1, "review"),
    "souvenir-too-dear": (1, "review"),
    "wrong-sums": (1, "return"),
}


def test_every_sample_is_checked_here() -> None:
    assert {path.parent.name for path in SAMPLES.glob("*/claim.yaml")} == {*OUTCOMES}


@pytest.mark.parametrize("sample", OUTCOMES)
def test_programs_get_every_finding_the_waterfall_and_the_outcome(sample: str) -> None:
    ran = cofund("check", SAMPLES / sample, "--json")
    (answer,) = ran.rows
    assert (ran.status, answer["outcome"]) == OUTCOMES[sample]
    assert answer["payable_as_claimed"] == (ran.status == 0)
    open_findings = [one for one in answer["findings"] if one["verdict"] != "pass"]
    assert bool(open_findings) == (sample != "clean")
    steps = answer["waterfall"]["steps"]
    assert steps[-1]["after"] == answer["waterfall"]["claimable"]


def test_a_claim_in_order_is_said_to_be_payable() -> None:
    ran = cofund("check", SAMPLES / "clean")
    assert ran.status == 0
    assert "Payable as claimed: RUB 48,000.00." in spaced(ran.out)
    assert "Findings" not in ran.out
    assert ran.err.strip() in ("", "reading the documents")


def test_a_claim_with_mistakes_is_answered_in_the_language_asked_for() -> None:
    english = cofund("check", SAMPLES / "wrong-sums", "--language", "en")
    russian = cofund("check", SAMPLES / "wrong-sums", "--language", "ru")
    assert (english.status, russian.status) == (1, 1)
    assert "mend what is marked “To be corrected”" in english.out
    assert "the lines sum up to RUB 28,000.00" in spaced(english.out)
    assert "строки в сумме дают 28 000,00 ₽" in spaced(russian.out)
    assert not [word for word in ("Findings", "Verdict", "fails", "claim ") if word in russian.out]


def test_what_is_taken_off_stands_in_the_waterfall() -> None:
    ran = cofund("check", SAMPLES / "flight-on-invoice")
    assert ran.status == 1
    assert "A reviewer would look at the claim. RUB 37,500.00 of RUB 50,000.00" in spaced(ran.out)
    taken_off = next(line for line in ran.out.splitlines() if "Minus ineligible lines" in line)
    assert "\N{MINUS SIGN}RUB" in taken_off


def test_a_third_language_is_refused() -> None:
    ran = cofund("check", SAMPLES / "clean", "--language", "de")
    assert ran.status == 2
    assert "'ru', 'en'" in ran.err


@pytest.mark.parametrize("folder", ["nowhere", "."])
def test_a_folder_without_a_claim_cannot_be_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = cofund("check", folder)
    assert ran.status == 2
    assert f"there is no claim.yaml in {folder}" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ("claimed: 48 000 RUB", "claimed: a lot", "write the amount with its currency"),
        ("level: gold", "level: tin", "write 'silver', 'gold' or 'platinum', not 'tin'"),
        ("participant_count:", "participants_count:", 'did you mean "participant_count"?'),
        ("level: gold", "level: [gold", "no YAML"),
        ("first_day: 2026-11-12", "first_day: 12.11.2026", "like 2026-09-15"),
    ],
)
def test_a_mistake_in_the_claim_is_named_with_its_line(
    tmp_path: Path, right: str, wrong: str, sentence: str
) -> None:
    text = (SAMPLES / "clean" / "claim.yaml").read_text()
    line = 1 + text[: text.index(right)].count("\n")
    written = tmp_path / "claim.yaml"
    written.write_text(text.replace(right, wrong, 1))
    ran = cofund("check", tmp_path)
    assert ran.status == 2
    assert f"{written}:{line}: " in ran.err or "no YAML" in ran.err
    assert sentence in ran.err


def test_a_document_that_is_not_there_is_named(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "clean", tmp_path / "claim")
    (tmp_path / "claim" / "act.pdf").unlink()
    ran = cofund("check", tmp_path / "claim")
    assert ran.status == 2
    assert 'there is no file "act.pdf" in the folder' in ran.err


def own_programme(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the vendor's programme with other terms."""
    text = (PROGRAMS / "it-vendor.yaml").read_text("utf-8")
    for right, other in changes:
        assert right in text
        text = text.replace(right, other, 1)
    (folder / "own.yaml").write_text(text, "utf-8")
    return folder / "own.yaml"


def test_a_claim_is_judged_by_a_programme_of_ones_own(tmp_path: Path) -> None:
    own = own_programme(tmp_path, ("share: 50 %", "share: 25 %"), ('"2026.1"', '"mine"'))
    (answer,) = cofund("check", SAMPLES / "clean", "--programme", own, "--json").rows
    assert (answer["programme_version"], answer["outcome"]) == ("mine", "return")
    assert answer["waterfall"]["claimable"]["amount_minor"] == 24_000_00


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("zone: Europe/Moscow", "zone: Moscow"), "own.yaml:12: zone: write a zone"),
        (("programme: it-vendor", "programme: other"), "no version of the programme 'it-vendor'"),
        (("in_force_from: 2026-01-01", "in_force_from: 2027-01-01"), "was in force on 2026-10-19"),
    ],
)
def test_a_programme_that_cannot_judge_the_claim_says_why(
    tmp_path: Path, change: tuple[str, str], sentence: str
) -> None:
    ran = cofund("check", SAMPLES / "clean", "--programme", own_programme(tmp_path, change))
    assert ran.status == 2
    assert sentence in ran.err


def test_a_programme_that_is_not_there_cannot_judge(tmp_path: Path) -> None:
    ran = cofund("check", SAMPLES / "clean", "--programme", tmp_path / "none.yaml")
    assert ran.status == 2
    assert f"there is no file {tmp_path / 'none.yaml'}" in ran.err
