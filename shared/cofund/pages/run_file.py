"""What a run did for each partner, as a file for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cofund.models.claim import Locale
from cofund.models.fund_reports import FundsKept
from cofund.pages.catalogues import text
from cofund.pages.manager_texts import refusal_text
from cofund.pages.spreadsheets import amount_cell, table_file, words_cell

COLUMNS = (
    "manage.run_partner",
    "manage.run_partner_id",
    "journal.column.currency",
    "mail.funds.granted",
    "mail.funds.taken_back",
    "mail.funds.expired",
    "manage.run_closed",
    "mail.funds.ended",
    "import.not_moved",
)


def run_file(moved: Iterable[FundsKept], names: Mapping[str, str], *, locale: Locale) -> bytes:
    """Give a line for each partner; ``names`` are theirs, by id, where they are known."""
    heads = [text(column, locale) for column in COLUMNS]
    rows = (_row(kept, names.get(kept.partner_id, ""), locale) for kept in moved)
    return table_file([heads, *rows], locale)


def _row(kept: FundsKept, name: str, locale: Locale) -> Iterator[str]:
    yield words_cell(name)
    yield words_cell(kept.partner_id)
    yield kept.granted.currency
    for amount in (kept.granted, kept.taken_back, kept.expired):
        yield amount_cell(amount, locale)
    yield " ".join(fund.period for fund in kept.closed)
    yield str(len(kept.ended))
    refused = (f"{one.fund.period}: {refusal_text(one, locale)}" for one in kept.refused)
    yield words_cell(" ".join(refused))
