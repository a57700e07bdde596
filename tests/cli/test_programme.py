"""`cofund programme lint`: is a programme's file right."""

from __future__ import annotations

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
