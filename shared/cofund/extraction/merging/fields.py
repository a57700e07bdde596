"""One field: what the source states, what the page prints, and whether they agree.

The source's value wins. Its evidence is the place on the page where the same value is printed; else
its place in the source. Where the page prints another value, that is a disagreement.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from cofund.extraction.layout.passages import Passage
from cofund.extraction.merging.printed import Printed, is_telling
from cofund.extraction.merging.typed import Exact, Origin, Value
from cofund.extraction.reads import status_of
from cofund.models.evidence import Disagreement, Evidence, Read
from cofund.models.exact import Problem
from cofund.money import Money

LONGEST = 200
EXACT = ("xml", "qr")
MOST_NOTES = 100
AGREES = "page = {}"
"""The check that a source and the page state the same."""
KNOWN_VERSION = "known version"

DECIDING = frozenset({"number", "issue_date", "net", "tax", "gross", "due", "prepaid", "amount"})
SHOWN = frozenset({"number", "issue_date", "net", "tax", "gross"})
"""What a page is expected to print: where it doesn't, that is said."""
CONFIRMED = frozenset({"number", "issue_date", "net", "tax", "gross"})
"""What a page's own labels and sums can confirm."""
IN_MANY_WORDS = ("_name", "_address", "_bank")
"""What may be written in many ways: a difference there is none."""


@dataclass
class Notes:
    """What was found to differ or to be missing on the page, over the whole document."""

    disagreements: list[Disagreement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def differs(self, name: str, exact: Evidence, printed: Evidence) -> None:
        """Note that the page prints another value."""
        if len(self.disagreements) < MOST_NOTES:
            self.disagreements.append(Disagreement(field=name, exact=exact, printed=printed))

    def not_printed(self, name: str) -> None:
        """Note that the page doesn't show a value."""
        if len(self.problems) < MOST_NOTES:
            self.problems.append(Problem(code="not_printed", field=name))


@dataclass(frozen=True)
class Merging:
    """One source, the page it is held against, and what comes to light."""

    origin: Origin
    printed: Printed
    notes: Notes
    reservations: tuple[str, ...] = ()
    """Why nothing of this source is certain: its version is not known."""
    expected: Collection[str] = ()
    """The fields that the page should print; a code repeats a few, and only there."""
    explained: Collection[Value] = ()
    """All amounts that the source states: a page may print one of them in another's place."""

    def merged(self, name: str, exact: Exact | None, page: Read[Any] | None) -> Read[Any] | None:
        """Give a field of both; what only the page prints stays as it was read."""
        if exact is None:
            return page
        if page is not None and same(page.value, exact.value):
            if page.source in EXACT:
                return page
            return self._read(exact, page.evidence, passed=self._agreement)
        passage = self.printed.find(exact.value)
        if page is not None and self._contradicts(name, exact.value, page, passage):
            return self._disputed(name, exact, page, passage)
        if passage is not None:
            return self._read(exact, passage.evidence(), passed=self._agreement)
        if name in self.expected and not is_nothing(exact.value):
            self.notes.not_printed(name)
        return self._read(exact, self.place(exact))

    def beside(self, exact: Exact | None, row: Passage | None) -> Read[Any] | None:
        """Give a value of a table's row: its evidence is on the row's height, if anywhere."""
        if exact is None:
            return None
        passage = self.printed.beside(exact.value, row) if row else None
        evidence = passage.evidence() if passage else self.place(exact)
        return self._read(exact, evidence, passed=self._agreement if passage else ())

    def place(self, exact: Exact) -> Evidence:
        """Give where the source itself states a value."""
        named = f"{self.origin.name}, " if self.origin.name else ""
        return Evidence(
            document_id=self.origin.document_id,
            page=self.origin.page,
            box=self.origin.box,
            text=shown(exact.value)[:LONGEST],
            place=(named + exact.stated.place)[:LONGEST],
        )

    def _contradicts(
        self, name: str, value: Value, page: Read[Any], passage: Passage | None
    ) -> bool:
        """Whether the page says something else, rather than was read wrongly.

        What the page prints as well, it does not contradict, unless checks of its own confirm
        another amount; what was recognised from a picture contradicts only when it is certain.
        """
        certain = page.status in ("exact", "checked")
        if page.value in self.explained or name.endswith(IN_MANY_WORDS):
            return False
        if name.endswith("_tax_id") and not _comparable(str(value), str(page.value)):
            return False
        if page.source == "ocr" and not certain:
            return False
        if passage is None or not is_telling(value):
            return True
        return certain and name in CONFIRMED

    def _disputed(
        self, name: str, exact: Exact, page: Read[Any], passage: Passage | None
    ) -> Read[Any]:
        stated = self.place(exact)
        self.notes.differs(name, stated, page.evidence)
        made = self._read(exact, passage.evidence() if passage else stated)
        failed = (*made.failed, *self._agreement)
        decides = name in DECIDING or name.endswith("tax_id")
        update = {"failed": failed, "alternates": (page.evidence.text[:LONGEST],)}
        return made.model_copy(update=update | ({"status": "review"} if decides else {}))

    @property
    def _agreement(self) -> tuple[str, ...]:
        return (AGREES.format(self.origin.reads),)

    def _read(self, exact: Exact, evidence: Evidence, *, passed: tuple[str, ...] = ()) -> Read[Any]:
        typed: Any = Read[type(exact.value)]  # type: ignore[misc]
        made: Read[Any] = typed(
            value=exact.value,
            evidence=evidence,
            source=self.origin.source,
            engine=self.origin.engine,
            status=status_of(self.origin.source, (), self.reservations),
            passed=passed,
            failed=self.reservations,
        )
        return made


def same(printed: Any, stated: Value) -> bool:
    """Tell whether two values are one: identifiers whatever stands between their parts."""
    if isinstance(printed, str) and isinstance(stated, str):
        return _plain(printed) == _plain(stated)
    if isinstance(printed, Money) and isinstance(stated, Money):
        alike = printed.currency == stated.currency
        return alike and abs(printed.amount_minor) == abs(stated.amount_minor)
    return bool(printed == stated)


def _comparable(one: str, other: str) -> bool:
    """Whether two tax numbers are of one sort: a country's own number is no VAT number."""
    return one[:2].isalpha() == other[:2].isalpha()


def is_nothing(value: Value) -> bool:
    """Tell whether a value is an amount of zero, which papers leave out."""
    return isinstance(value, Money) and not value


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def shown(value: Value) -> str:
    """Give a value as a person finds it in the source."""
    if isinstance(value, Money):
        return value.decimal_text()
    return str(value)
