"""The seals of the ledger, in the table and, where nobody can change them, among the evidence.

=====================================  =============  ==============================================
place                                  key            contents
=====================================  =============  ==============================================
table, ``SEAL#{fund}``                 ``{number}``   seal (JSON)
evidence, ``seals/{fund}/``            ``{number}``   the same, locked; of an account of points
                                                      under ``seals/points/``
=====================================  =============  ==============================================

The locked copy is written first and is the one that counts: a run that finds it, because another
one stopped or runs beside it, takes it over.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from cofund.books.writing import write_if_absent
from cofund.errors import NotFound
from cofund.items import Item, Key, Put
from cofund.ledger.books_text import books_text
from cofund.models.points import AccountKey
from cofund.models.seals import Seal, SealedBooks
from cofund.ports import Files, Items

PAGE = 200
MAX_SEAL_BYTES = 1024 * 1024
MAX_SEALS = 10_000
"""Of one fund: a quarter has ninety nights."""


class SealBook:
    """Seals by fund and number."""

    def __init__(self, items: Items, files: Files) -> None:
        self._items = items
        self._files = files

    def listed(self, fund: SealedBooks) -> tuple[Seal, ...]:
        """Give a fund's seals as the table has them, in order, as far as they can be read."""
        return tuple(seal for seal in self.rows(fund).values() if seal is not None)

    def rows(self, fund: SealedBooks) -> Mapping[str, Seal | None]:
        """Give what the table has of a fund's seals, by sort key; None where none can be read."""
        found: dict[str, Seal | None] = {}
        after: str | None = None
        while len(found) < MAX_SEALS:
            page = self._items.query("ledger", _partition(fund), limit=PAGE, after=after)
            found |= {one.key.sk: _read(one.attributes) for one in page}
            if len(page) < PAGE:
                break
            after = page[-1].key.sk
        return found

    def locked(self, fund: SealedBooks) -> tuple[Seal, ...]:
        """Give a fund's seals as they are locked, from the first to where there is none."""
        found: list[Seal] = []
        while len(found) < MAX_SEALS:
            seal = self._locked(fund, len(found) + 1)
            if seal is None:
                break
            found.append(seal)
        return tuple(found)

    def append(self, seal: Seal) -> Seal:
        """Store a seal; give the one that counts, which another run may have stored first.

        Raises:
            TryAgain: the table is out of reach.
        """
        content = seal.model_dump_json().encode()
        place = _place(seal.fund, seal.number)
        self._files.write_once("evidence", place, content, content_type="application/json")
        counts = self._locked(seal.fund, seal.number) or seal
        key = Key("ledger", _partition(seal.fund), row_of(seal.number))
        write_if_absent(self._items, Put(key, {"seal": counts.model_dump_json()}))
        return counts

    def postings(self, fund: SealedBooks) -> dict[str, Item]:
        """Give all that is stored of a fund's postings, by entry id."""
        found: dict[str, Item] = {}
        after: str | None = None
        while True:
            page = self._items.query(
                "ledger", books_text(fund), prefix="P#", limit=PAGE, after=after
            )
            found |= {one.key.sk.removeprefix("P#"): one.attributes for one in page}
            if len(page) < PAGE:
                return found
            after = page[-1].key.sk

    def _locked(self, fund: SealedBooks, number: int) -> Seal | None:
        try:
            stored = self._files.read("evidence", _place(fund, number), limit=MAX_SEAL_BYTES)
        except NotFound:
            return None
        return Seal.model_validate_json(stored)


def row_of(number: int) -> str:
    """Give the sort key of a seal."""
    return f"{number:06d}"


def _read(row: Item) -> Seal | None:
    try:
        return Seal.model_validate_json(str(row["seal"]))
    except (KeyError, ValidationError):
        return None


def _partition(fund: SealedBooks) -> str:
    return f"SEAL#{books_text(fund)}"


def _place(fund: SealedBooks, number: int) -> str:
    if isinstance(fund, AccountKey):
        return f"seals/points/{fund.programme}/{fund.owner}/{fund.year}/{number:06d}.json"
    return f"seals/{fund.programme}/{fund.partner}/{fund.period}/{number:06d}.json"
