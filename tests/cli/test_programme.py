"""`cofund programme`: is a programme's file right, what does it say, what differs in a new one."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.commands import PROJECT, cofund

SHIPPED = PROJECT / "shared" / "cofund" / "programs" / "it-vendor.yaml"


def with_mistakes(folder: Path) -> Path:
    """Write the shipped programme with two mistakes."""
    lines = SHIPPED.read_text().splitlines()
    zone = next(number for number, line in enumerate(lines) if line.startswith("zone:"))
    lines[zone] = "zon: Europe/Moscow"
    written = folder / "programme.yaml"
    written.write_text("\n".join(lines))
    return written


def test_a_right_programme_has_no_mistakes() -> None:
    ran = cofund("programme", "lint", SHIPPED)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "it-vendor 2026.1: no mistakes\n"
    (row,) = cofund("programme", "lint", SHIPPED, "--json").rows
    assert row == {"file": str(SHIPPED), "ok": True, "programme": "it-vendor"}


def test_every_mistake_has_its_file_line_and_what_to_write(tmp_path: Path) -> None:
    written = with_mistakes(tmp_path)
    ran = cofund("programme", "lint", written)
    assert (ran.status, ran.out) == (1, "")
    line = 1 + written.read_text().splitlines().index("zon: Europe/Moscow")
    assert f'{written}:{line}: zon: is not known here; did you mean "zone"?' in ran.err
    assert "zone: is missing; write it here" in ran.err


def test_programs_get_the_mistakes_as_a_list(tmp_path: Path) -> None:
    written = with_mistakes(tmp_path)
    ran = cofund("programme", "lint", written, "--json")
    (row,) = ran.rows
    assert (ran.status, row["ok"], len(row["problems"])) == (1, False, 2)
    assert all(problem.startswith(f"{written}:") for problem in row["problems"])


def test_a_file_that_is_not_there_cannot_be_linted(tmp_path: Path) -> None:
    ran = cofund("programme", "lint", tmp_path / "none.yaml")
    assert (ran.status, ran.out) == (2, "")
    assert f"there is no file {tmp_path / 'none.yaml'}" in ran.err


def test_every_term_is_shown_with_its_clause() -> None:
    rows = cofund("programme", "show", SHIPPED, "--json").rows
    (share,) = (row for row in rows if row["path"] == "refund.share")
    assert share["term"] == "Share of the cost that is refunded"
    assert (share["value"], share["source"][:17]) == ("50%", "Deck: up to 50 % ")
    ran = cofund("programme", "show", SHIPPED, "--language", "ru")
    assert "Возмещаемая доля затрат" in ran.out


def test_what_differs_between_versions_is_said_in_words(tmp_path: Path) -> None:
    newer = tmp_path / "newer.yaml"
    newer.write_text(
        SHIPPED.read_text()
        .replace("  share: 50 %", "  share: 40 %", 1)
        .replace("zone: Europe/Moscow", "zone: Asia/Omsk")
    )
    ran = cofund("programme", "diff", SHIPPED, newer)
    assert ran.status == 1
    assert "Share of the cost that is refunded: 40% (was: 50%)." in ran.out
    assert "Time zone: Asia/Omsk (was: Europe/Moscow).\n" in ran.out  # no clause, no brackets
    _, row = cofund("programme", "diff", SHIPPED, newer, "--json").rows
    assert row["change"] == "Share of the cost that is refunded: 40% (was: 50%)."
    same = cofund("programme", "diff", SHIPPED, SHIPPED)
    assert (same.status, same.out) == (0, "The versions have the same terms.\n")


def test_two_programmes_are_not_compared(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(SHIPPED.read_text().replace("programme: it-vendor", "programme: another"))
    ran = cofund("programme", "diff", SHIPPED, other)
    assert ran.status == 2
    assert "it-vendor and another" in ran.err


def test_a_programme_with_mistakes_is_neither_shown_nor_compared(tmp_path: Path) -> None:
    for words in (("show",), ("diff", SHIPPED)):
        ran = cofund("programme", *words, with_mistakes(tmp_path))
        assert ran.status == 2
        assert "zone: is missing; write it here" in ran.err


def test_editors_get_the_schema() -> None:
    (schema,) = cofund("programme", "schema", "--json").rows
    assert schema["title"] == "Cofund programme"
    assert json.loads(cofund("programme", "schema").out) == schema
