"""What is true of a document, and what a tool answered when it was asked.

Fields have the names that ``cofund read --json`` prints; amounts are decimal strings, dates ISO.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = Mapping[str, str | None]
"""A line or a participant by its column: description, quantity, …; name, company, …"""

CORE = ("gross", "issue_date", "number")
MONEY = ("net", "tax", "gross", "due", "amount", "amount_in_words")
ACCEPTED = ("exact", "checked")


@dataclass(frozen=True, kw_only=True)
class Truth:
    """One document and what is true of it."""

    path: Path
    corpus: str
    """The folder's name."""
    group: str
    """What is compared together: "foreign", "russian", "scan", "people", …"""
    kind: str = ""
    """The document kind; empty where the corpus doesn't say."""
    fields: Mapping[str, str]
    visible: frozenset[str]
    """The fields that stand on the page; others are in its XML only."""
    lines: tuple[Row, ...] = ()
    participants: tuple[Row, ...] = ()
    with_e_invoice: bool = False
    """The truth comes from an e-invoice inside the file."""

    @property
    def core(self) -> tuple[str, ...]:
        """The core fields that the page shows."""
        return tuple(name for name in CORE if name in self.fields and name in self.visible)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a tool says of a document, from one source."""

    kind: str = ""
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By name: ``value`` and, where the tool has such, ``status``."""
    lines: tuple[Row, ...] = ()
    participants: tuple[Row, ...] = ()
    disagreements: tuple[str, ...] = ()

    def value(self, name: str) -> str | None:
        """Give a field's value; None where nothing was said."""
        found = self.fields.get(name)
        return None if found is None else str(found["value"])

    def accepts(self, name: str) -> bool:
        """Say whether the tool stands for the value: no person has to look."""
        return self.fields.get(name, {}).get("status") in ACCEPTED


NOTHING = Said()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A tool's answer to one file."""

    page: Said = NOTHING
    """From what the page shows alone."""
    whole: Said = NOTHING
    """From all there is: embedded e-invoices and codes too."""
    seconds: float | None = None
    """The best of its rounds; None where it was not timed."""
    seconds_inside: float | None = None
    """The same in one process: the bare road of Cofund; None for others."""
    pages: int = 1
    failure: str = ""
    """Why there is no answer; empty where there is one."""
