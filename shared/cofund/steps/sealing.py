"""Every night: look whether all is as it was sealed, then seal what came since."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from cofund.books.ledger_tally import NOT_WHAT_IT_WAS
from cofund.books.seal_book import SealBook, row_of
from cofund.items import Item
from cofund.ledger.books_text import KINDS, books_key, books_text
from cofund.ledger.points_shapes import read_points_posting
from cofund.ledger.seals import broken_seals, next_seals
from cofund.ledger.shapes import read_posting
from cofund.models.ledger import FundKey
from cofund.models.points import AccountKey, PointsBalance, PointsPosted, company, person
from cofund.models.seals import Seal, SealBreak, SealedBooks, SealReport
from cofund.models.standing import Balance, Posted
from cofund.steps.office import Office

NO_ID = re.compile(r"[^A-Za-z0-9_.#-]")
"""What no entry id of ours has in it."""
SEALS = "SEAL#"
"""Before a fund's partition key, where its seals stand."""


def seal_ledger(*, office: Office) -> SealReport:
    """Look at every fund's and account's seals, ring for each break, seal the rest; give it all.

    A fund with a break gets no new seal: first a person has to see what happened.
    """
    book = SealBook(office.items, office.files)
    reports = []
    for fund in _books(office):
        sealed = _look(fund, book)
        report = sealed.report()
        reports.append(report)
        for broken in report.breaks:
            office.metrics.count("LedgerViolation", step=f"S1-{broken.what}")
        if report.unbroken:
            _seal_rest(sealed, book, office=office)
    return _together(reports)


def verify_seals(*, office: Office) -> SealReport:
    """Look whether every fund is as it was sealed; nothing is written."""
    book = SealBook(office.items, office.files)
    return _together([_look(fund, book).report() for fund in _books(office)])


def journal_balances(partner_id: str, *, office: Office) -> tuple[Balance, ...]:
    """Give the balances of a partner's funds, or of everybody's, by programme, partner, period."""
    return tuple(
        office.ledger.balance(fund)
        for fund in _opened(office)
        if isinstance(fund, FundKey) and (not partner_id or fund.partner == partner_id)
    )


def journal_accounts(partner_id: str, *, office: Office) -> tuple[PointsBalance, ...]:
    """Give the balances of accounts of points: of a partner and its people, or of everybody."""
    owners: set[str] = set()
    if partner_id:
        people = office.directory.people_of(partner_id)
        owners = {company(partner_id), *(person(one.login) for one in people)}
    return tuple(
        office.points.balance(account)
        for account in _opened(office)
        if isinstance(account, AccountKey) and (not owners or account.owner in owners)
    )


@dataclass(frozen=True)
class _Sealed:
    """A fund's postings and seals, as one look found them."""

    fund: SealedBooks
    locked: tuple[Seal, ...]
    """The ones that count."""
    rows: Mapping[str, Seal | None]
    """What the table has of them; a run that stopped may have left out the last."""
    postings: dict[str, Item]

    def unsealed(self) -> dict[str, Item]:
        """Give the postings under no seal."""
        sealed = {entry.entry_id for seal in self.locked for entry in seal.entries}
        return {name: posting for name, posting in self.postings.items() if name not in sealed}

    def report(self) -> SealReport:
        """Give what is not as it was sealed."""
        name, unsealed = books_text(self.fund), len(self.unsealed())
        return SealReport(
            funds=0 if isinstance(self.fund, AccountKey) else 1,
            accounts=1 if isinstance(self.fund, AccountKey) else 0,
            seals=len(self.locked),
            sealed=len(self.postings) - unsealed,
            unsealed=unsealed,
            breaks=(
                *self._not_as_locked(name),
                *broken_seals(name, self.locked, self.postings),
                *self._unreadable(name),
            ),
        )

    def _not_as_locked(self, name: str) -> Iterator[SealBreak]:
        last = len(self.locked)
        for number, seal in enumerate(self.locked, start=1):
            if row_of(number) not in self.rows:
                if number < last:
                    yield SealBreak(fund=name, number=number, what="seal_missing")
            elif self.rows[row_of(number)] != seal:
                yield SealBreak(fund=name, number=number, what="seal_changed")
        for row in sorted(self.rows.keys() - {row_of(number + 1) for number in range(last)}):
            number = int(row) if row.isdigit() and int(row) else last + 1
            yield SealBreak(fund=name, number=number, what="seal_not_locked")

    def _unreadable(self, name: str) -> Iterator[SealBreak]:
        """Give what nobody can seal: a posting that the ledger never wrote."""
        number = len(self.locked) + 1
        for entry_id, posting in sorted(self.unsealed().items()):
            if not _is_readable(self.fund, entry_id, posting):
                shown = NO_ID.sub("_", entry_id)[:100]
                yield SealBreak(
                    fund=name, number=number, entry_id=shown or "_", what="posting_unreadable"
                )


def _is_readable(books: SealedBooks, entry_id: str, posting: Item) -> bool:
    try:
        if isinstance(books, AccountKey):
            read: Posted | PointsPosted = read_points_posting(books, posting)
        else:
            read = read_posting(books, posting)
    except NOT_WHAT_IT_WAS:
        return False
    return read.entry_id == entry_id


def _opened(office: Office) -> tuple[SealedBooks, ...]:
    """Give all funds and accounts of points that have a balance, by their keys."""
    names = {stored.key.pk for stored in office.items.scan("ledger") if stored.key.sk == "BAL"}
    return _named(names)


def _books(office: Office) -> tuple[SealedBooks, ...]:
    """Give all funds and accounts of points that anything is left of, by their keys.

    Whoever removes a fund's balance, or all its postings, has not removed its seals.
    """
    names = {stored.key.pk.removeprefix(SEALS) for stored in office.items.scan("ledger")}
    return _named(names)


def _named(names: Iterable[str]) -> tuple[SealedBooks, ...]:
    """Give what partition keys name; those of other items, and made-up ones, name nothing."""
    found: list[SealedBooks] = []
    for name in sorted(names):
        if name.partition("#")[0] in KINDS:
            with suppress(ValueError):
                found.append(books_key(name))
    return tuple(found)


def _look(fund: SealedBooks, book: SealBook) -> _Sealed:
    """Look at a fund, its seals first: what is posted meanwhile is unsealed, never missing."""
    locked, rows = book.locked(fund), book.rows(fund)
    return _Sealed(fund, locked, rows, book.postings(fund))


def _seal_rest(sealed: _Sealed, book: SealBook, *, office: Office) -> None:
    last = sealed.locked[-1] if sealed.locked else None
    if last is not None and row_of(last.number) not in sealed.rows:
        book.append(last)
    for seal in next_seals(sealed.fund, last, sealed.unsealed(), at=office.clock()):
        if book.append(seal) != seal:
            return  # another run was here: what it left unsealed comes next night


def _together(reports: list[SealReport]) -> SealReport:
    return SealReport(
        funds=sum(report.funds for report in reports),
        accounts=sum(report.accounts for report in reports),
        seals=sum(report.seals for report in reports),
        sealed=sum(report.sealed for report in reports),
        unsealed=sum(report.unsealed for report in reports),
        breaks=tuple(broken for report in reports for broken in report.breaks),
    )
