"""The heads of a list: which column says what of a partner, and of which period its turnover is.

Heads may stand in two rows: "Оборот" over "Сентябрь 2026" and "Октябрь 2026". Columns with other
heads are left out, and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from cofund.imports.cells import Wrong
from cofund.imports.periods import names_month, period_named, speaks_of_time
from cofund.models.imports import MAX_PERIODS, ListRefusal, PartnerColumn

TURNOVER = r"оборот|выручк|объ[её]м (?:продаж|закупок)|turnover|revenue|^sales"
BESIDE_TURNOVER = re.compile(
    rf"(?:{TURNOVER})\w*|[₽,:()]"
    r"|\b(?:за|for|in|of|сумма|партн[её]ра|руб(?:лей|ля|ль)?|rub|(?:с|без) ндс)\b"
)
"""What of a turnover's head does not say which period it is of."""
LAST_YEAR = (
    *("", "год", "прошлый год", "прошлого года", "прошлый финансовый год"),
    *("last year", "last year's", "last financial year", "last financial year's"),
)

WORDS: tuple[tuple[PartnerColumn, str], ...] = (
    ("inn", r"\bинн\b|\binn\b|tax (?:id|number)"),
    ("kpp", r"\bкпп\b|\bkpp\b"),
    ("turnover", TURNOVER),
    ("period", r"^период$|^месяц$|^квартал$|^period$|^month$|^quarter$"),
    ("staff", r"сотрудников|численност|персонал|\bштат\b|staff|employees|headcount"),
    ("region", r"регион|округ|^филиал$|region"),
    ("level", r"уровень|статус парт|^статус$|level|tier"),
    ("deducts_vat", r"выч[её]т\w* ндс|плательщик\w* ндс|deducts? vat|vat deduct"),
    ("erp_number", r"^код\b|код (?:контрагента|партн)|номер в (?:1с|уч[её]т|erp)|\berp\b"),
    ("email_domains", r"домен|domain"),
    ("name", r"наименован|контрагент|партн[её]р|^организаци|partner|company|^name"),
)
"""What columns are called, the telling words first: "Код контрагента" is no name."""
HEADS = tuple((column, re.compile(words, re.IGNORECASE)) for column, words in WORDS)


class WrongHeads(Exception):
    """A row of heads that says something twice, or too much."""

    def __init__(self, why: ListRefusal, *names: str) -> None:
        super().__init__(why)
        self.why = why
        self.names = names
        """Of the heads that are meant."""


@dataclass(frozen=True)
class Heads:
    """Where what stands in a table."""

    row: tuple[str, ...]
    """The heads themselves, by position."""
    below: int
    """How many rows of the table the heads and what stands above them take."""
    columns: dict[PartnerColumn, int]
    periods: dict[str, int]
    """By the head that names a period, clearly or not."""

    @property
    def over_turnover(self) -> tuple[str, ...]:
        """Give all heads that stand over somebody's turnover."""
        own = self.columns.get("turnover")
        return (*(() if own is None else (self.row[own],)), *self.periods)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Give the heads that say nothing to Cofund."""
        known = {*self.columns.values(), *self.periods.values()}
        return tuple(head for at, head in enumerate(self.row) if head and at not in known)


def heads_at(rows: Sequence[tuple[str, ...]], at: int) -> Heads | None:
    """Give the heads that a row is, alone or with the row below; None where it is something else.

    Raises:
        WrongHeads: two heads say the same, or there are too many periods.
    """
    above, below = _stripped(rows[at]), _stripped(rows[at + 1] if at + 1 < len(rows) else ())
    if not any(_word_of(head) == "inn" for head in above):
        return None
    row = _under(above, below)
    known = [(name, position) for position, head in enumerate(row) if (name := _column(head))]
    periods = [(head, position) for position, head in enumerate(row) if _is_period(head)]
    if len(known) + len(periods) < 2:
        return None
    _require_once(row, known, periods)
    taken = at + (1 if row == above else 2)
    return Heads(row, taken, dict(known), dict(periods))


def period_head(head: str) -> str | None:
    """Give what a head says of its turnover's period; None where it is last financial year's.

    "Оборот за октябрь 2026 г., руб." gives "октябрь 2026 г.".
    """
    rest = " ".join(BESIDE_TURNOVER.sub(" ", head.lower()).split()).strip(" .-–—")
    return rest if rest not in LAST_YEAR and speaks_of_time(rest) else None


def _stripped(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(head.split()) for head in row)


def _under(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    """Give the heads of both rows where the lower one only names periods below a turnover's."""
    joined = tuple(_joined(above, below))
    return above if None in joined else tuple(head or "" for head in joined)


def _joined(above: tuple[str, ...], below: tuple[str, ...]) -> Iterator[str | None]:
    """Give each head with what stands below it; None for what stands below and is no period."""
    over = ""
    for head, lower in zip_longest(above, below, fillvalue=""):
        over = head or over
        if not lower:
            yield head
        else:
            yield f"{over} {lower}" if _column(over) == "turnover" and is_period(lower) else None


def is_period(text: str) -> bool:
    """Say whether a text names a period or, without its year, a month or quarter."""
    return names_month(text) or not isinstance(period_named(text, "month"), Wrong)


def _word_of(head: str) -> PartnerColumn | None:
    return next((name for name, words in HEADS if words.search(head)), None)


def _column(head: str) -> PartnerColumn | None:
    """Give the column that a head is of; turnover of a period is none of them."""
    found = _word_of(head)
    return None if found == "turnover" and period_head(head) is not None else found


def _is_period(head: str) -> bool:
    """Say whether a head stands over some period's turnover: it says so, or it is a period."""
    column = _word_of(head)
    if column == "turnover":
        return period_head(head) is not None
    return column is None and not isinstance(period_named(head, "month"), Wrong)


def _require_once(
    row: tuple[str, ...], known: list[tuple[PartnerColumn, int]], periods: list[tuple[str, int]]
) -> None:
    seen: dict[str, int] = {}
    for name, position in (*known, *periods):
        if name in seen:
            raise WrongHeads("head_twice", row[seen[name]], row[position])
        seen[name] = position
    if len(periods) > MAX_PERIODS:
        raise WrongHeads("too_many_periods")
