"""Every night: look whether all is as it was sealed, then seal what came since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cofund.books.seal_book import SealBook
from cofund.items import Item
from cofund.ledger.books_text import KINDS, books_key, books_text
from cofund.ledger.seals import broken_seals, next_seals
from cofund.models.ledger import FundKey
from cofund.models.points import AccountKey, PointsBalance, company, person
from cofund.models.seals import Seal, SealBreak, SealedBooks, SealReport
from cofund.models.standing import Balance
from cofund.steps.office import Office


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
        for fund in _books(office)
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
        for account in _books(office)
        if isinstance(account, AccountKey) and (not owners or account.owner in owners)
    )


@dataclass(frozen=True)
class _Sealed:
    """A fund's postings and seals, as one look found them."""

    fund: SealedBooks
    locked: tuple[Seal, ...]
    """The ones that count."""
    listed: tuple[Seal, ...]
    """As the table has them; a run that stopped may have left out the last."""
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
            ),
        )

    def _not_as_locked(self, name: str) -> Iterator[SealBreak]:
        listed = {seal.number: seal for seal in self.listed}
        for number, seal in enumerate(self.locked, start=1):
            if number not in listed and number < len(self.locked):
                yield SealBreak(fund=name, number=number, what="seal_missing")
            elif listed.get(number, seal) != seal:
                yield SealBreak(fund=name, number=number, what="seal_changed")
        for number in sorted(listed.keys() - {seal.number for seal in self.locked}):
            yield SealBreak(fund=name, number=number, what="seal_not_locked")


def _books(office: Office) -> tuple[SealedBooks, ...]:
    """Give all funds and accounts of points, by their keys."""
    names = sorted(
        stored.key.pk
        for stored in office.items.scan("ledger")
        if stored.key.pk.partition("#")[0] in KINDS and stored.key.sk == "BAL"
    )
    return tuple(books_key(name) for name in names)


def _look(fund: SealedBooks, book: SealBook) -> _Sealed:
    """Look at a fund, its seals first: what is posted meanwhile is unsealed, never missing."""
    locked, listed = book.locked(fund), book.listed(fund)
    return _Sealed(fund, locked, listed, book.postings(fund))


def _seal_rest(sealed: _Sealed, book: SealBook, *, office: Office) -> None:
    last = sealed.locked[-1] if sealed.locked else None
    if last is not None and last not in sealed.listed:
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
