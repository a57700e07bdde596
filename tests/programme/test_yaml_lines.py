"""YAML that people write: plain values, and for every mistake a line and what to write instead."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from pydantic import AwareDatetime, Field

from cofund.files.yaml_lines import InvalidFile, load_yaml
from cofund.files.yaml_plain import amount_written, place_text
from cofund.models.base import Model
from cofund.money import Money


class Part(Model):
    """A part of the file."""

    amount: Money
    days: int = 0
    level: str = ""


class Start(Model):
    """A group with one name that must be there."""

    value: Money


class Written(Model):
    """What the file should say."""

    name: str
    version: str = ""
    since: date | None = None
    at: AwareDatetime | None = None
    active: bool = False
    parts: tuple[Part, ...] = ()
    start: Start | None = None
    levels: tuple[Literal["silver", "gold"], ...] = Field(default=("gold",), min_length=1)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """Give the place of a file to write."""
    return tmp_path / "some.yaml"


def problems(path: Path, text: str) -> list[str]:
    """Give the mistakes of a text, each as "line: place: message"."""
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidFile) as caught:
        load_yaml(path, Written)
    return [f"{p.line}: {p.place}: {p.message}" for p in caught.value.problems]


def test_values_are_read_as_they_stand(written: Path) -> None:
    written.write_text(
        "name: Фонд\nversion: 1.10\nsince: 2026-01-01\nat: 2026-01-01T10:00+03:00\nactive: yes\n"
        "parts:\n- {amount: 1 500.50 RUB, days: 30}\n- {amount: 100 JPY}\n",
        "utf-8",
    )
    loaded = load_yaml(written, Written)
    assert loaded.version == "1.10"
    assert (loaded.since, loaded.active) == (date(2026, 1, 1), True)
    assert loaded.parts[0].amount == Money(amount_minor=150_050, currency="RUB")
    assert loaded.parts[1].amount == Money(amount_minor=100, currency="JPY")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("version: x\n", "1: name: is missing; write it here"),
        ("name: a\nnaem: b\n", '2: naem: is not known here; did you mean "name"?'),
        ("name: a\nqqq: b\n", "2: qqq: is not known here"),
        ("name: a\ndays: 5\n", "2: days: is not known here; it belongs into parts.*"),
        (
            "name: a\nparts: [{amount: 1 RUB, names: x}]\n",
            "2: parts[1].names: is not known here",
        ),
        (
            "name: a\nstart: 1 RUB\n",
            "2: start: write names with their values here, like {value: …}",
        ),
        ("name: a\nstart: x\n", "2: start: write names with their values here, like {value: …}"),
        ("name: 5\n", "1: name: write a text; put a number in quotes"),
        ("name: a\nsince: 01.02.2026\n", "2: since: write a day as year-month-day"),
        ("name: a\nat: 2026-01-01 10:00\n", "2: at: write a moment with its zone"),
        ("name: a\nactive: perhaps\n", "2: active: write true or false"),
        ("name: a\nparts: none\n", "2: parts: write a list here"),
        ("name: a\nparts:\n- amount: 500\n", "3: parts[1].amount: write the amount with its curr"),
        ("name: a\nparts:\n- amount: 5 rub\n", "3: parts[1].amount: write the amount with its cur"),
        (
            "name: a\nparts:\n- {amount: 1 RUB}\n- amount: 1 RUB\n  days: many\n",
            "5: parts[2].days: write a whole number",
        ),
        ("name: a\nname: b\n", "2: name: stands here twice; keep one"),
        (
            "name: a\nparts: [{amount: 1 RUB, days: 010}]\n",
            '2: parts[1].days: put it in quotes: "0',
        ),
        ("name: a\nat: 1:30\n", '2: at: put it in quotes: "1:30"'),
        ("name: !!python/object:os.system a\n", "1: name: plain values only"),
        ("name: &a b\n", "1: : no YAML: write the value out: no anchors here"),
        ("name: *a\n", "1: : no YAML: write the value out: no anchors here"),
        ("name: 'a\n", "2: : no YAML: found unexpected end of stream"),
        ("", "1: : the file is empty"),
        ("- a\n", "1: : write names with their values here"),
        ("just text\n", "1: : write names with their values here"),
    ],
)
def test_every_mistake_has_its_line_and_advice(written: Path, text: str, problem: str) -> None:
    assert problems(written, text)[0].startswith(problem)


def test_all_mistakes_are_named_at_once_by_line(written: Path) -> None:
    found = problems(written, "since: x\nactive: 7\nparts: [{}]\n")
    assert [line.split(": ")[:2] for line in found] == [
        ["1", "name"],
        ["1", "since"],
        ["2", "active"],
        ["3", "parts[1].amount"],
    ]


def test_a_list_whose_entries_are_wrong_is_not_called_empty(written: Path) -> None:
    found = problems(written, "name: a\nlevels: [diamond]\n")
    assert found == ["2: levels[1]: write 'silver' or 'gold', not 'diamond'"]
    assert problems(written, "name: a\nlevels: []\n") == ["2: levels: write at least one here"]


def test_the_error_names_the_file(written: Path) -> None:
    written.write_text("version: x\n")
    with pytest.raises(InvalidFile, match=r"some\.yaml:1: name: is missing") as caught:
        load_yaml(written, Written)
    assert caught.value.line == 1


def test_a_file_that_is_not_there_is_a_mistake_too(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match="No such file"):
        load_yaml(tmp_path / "none.yaml", Written)


def test_a_file_in_another_encoding_is_refused(written: Path) -> None:
    written.write_bytes("name: Фонд\n".encode("cp1251"))
    with pytest.raises(InvalidFile, match="save the file as UTF-8"):
        load_yaml(written, Written)


def test_a_file_that_is_too_long_is_refused(written: Path) -> None:
    written.write_text("name: " + "a" * 1_000_001)
    with pytest.raises(InvalidFile, match="longer than"):
        load_yaml(written, Written)


@pytest.mark.parametrize("depth", [30, 100_000])
def test_a_file_that_is_nested_too_deeply_is_refused(written: Path, depth: int) -> None:
    written.write_text("name: " + "[" * depth + "]" * depth)
    with pytest.raises(InvalidFile, match="nested too deeply"):
        load_yaml(written, Written)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("500 000 RUB", 50_000_000),
        ("500000 RUB", 50_000_000),
        ("0 RUB", 0),
        ("-5 RUB", -500),
        ("1.5 RUB", 150),
        ("1.05 RUB", 105),
        ("7 JPY", 7),
        ("1.234 KWD", 1234),
        ("1.234 RUB", None),
        ("1.5 JPY", None),
        ("1,5 RUB", None),
        ("1e5 RUB", None),
        ("RUB 5", None),
        ("5RUB", None),
        ("99999999999999999 RUB", None),
    ],
)
def test_amounts_are_written_with_their_currency(text: str, minor: int | None) -> None:
    amount = amount_written(text)
    assert (None if amount is None else amount["amount_minor"]) == minor


def test_a_place_is_said_as_people_say_it() -> None:
    assert place_text(("activities", "dinner", "documents", 1)) == "activities.dinner.documents[2]"
