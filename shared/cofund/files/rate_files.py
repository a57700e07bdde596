"""Files of exchange rates: the Bank of Russia's daily XML, and a plain list as CSV.

The bank's file is ``ValCurs`` with one ``Valute`` for each currency, in roubles. A list has the
columns ``currency``, ``day``, ``value`` and, where wanted, ``nominal`` and ``source``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from lxml import etree
from pydantic import ValidationError

from cofund.errors import NotAccepted
from cofund.extraction.exact.tree import MalformedXml, parsed
from cofund.extraction.refused import CannotRead
from cofund.models.rates import Rate

MAX_BYTES = 5_000_000
MAX_RATES = 20_000
"""Of one file: a year's days of eighty currencies."""
BANK_OF_RUSSIA = "Bank of Russia"
COLUMNS = frozenset({"currency", "day", "value"})
DAYS = (
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
    re.compile(r"(?P<day>[0-9]{2})\.(?P<month>[0-9]{2})\.(?P<year>[0-9]{4})"),
)


def read_rates(content: bytes, *, into: str, source: str) -> tuple[Rate, ...]:
    """Give the rates of a file, in its order; ``source`` names who published a list's rates.

    Raises:
        NotAccepted: it is no such file, or a line of it is wrong; says which.
    """
    if len(content) > MAX_BYTES:
        raise NotAccepted("the file is larger than any list of rates")
    is_xml = content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
    found = _bank_rates(content, into) if is_xml else _listed(content, into, source)
    rates = []
    for rate in found:
        rates.append(rate)
        if len(rates) > MAX_RATES:
            raise NotAccepted(f"a file takes {MAX_RATES} rates")
    if not rates:
        raise NotAccepted("the file holds no rate")
    return tuple(rates)


def _bank_rates(content: bytes, into: str) -> Iterator[Rate]:
    try:
        root = parsed(content)
    except MalformedXml as wrong:
        raise NotAccepted(f"line {wrong.line}: the file is damaged") from None
    except CannotRead:
        raise NotAccepted("the file is no plain XML") from None
    if root.tag != "ValCurs" or into != "RUB":
        raise NotAccepted("expected the Bank of Russia's file ValCurs, for a programme in roubles")
    day = _day(root.get("Date") or "", line=1)
    for valute in root.iterfind("Valute"):
        line = valute.sourceline if isinstance(valute.sourceline, int) else 1
        written = {
            "currency": _text(valute, "CharCode"),
            "value": _text(valute, "Value"),
            "nominal": _text(valute, "Nominal"),
        }
        yield _rate(written, day, into=into, source=BANK_OF_RUSSIA, line=line, set_on="day_before")


def _text(valute: etree._Element, name: str) -> str:
    return (valute.findtext(name) or "").strip()


def _listed(content: bytes, into: str, source: str) -> Iterator[Rate]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAccepted("save the list as UTF-8") from None
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    named = {name.strip().lower() for name in rows.fieldnames or ()}
    if COLUMNS - named:
        raise NotAccepted("the first line names the columns currency, day and value")
    try:
        for row in rows:
            written = {str(k).strip().lower(): str(v or "").strip() for k, v in row.items()}
            day = _day(written["day"], line=rows.line_num)
            bank = written.get("source") or source
            yield _rate(written, day, into=into, source=bank, line=rows.line_num)
    except csv.Error:
        raise NotAccepted(f"line {rows.line_num}: the list is damaged") from None


def _rate(
    written: Mapping[str, str],
    day: date,
    *,
    into: str,
    source: str,
    line: int,
    set_on: Literal["day_before", "same_day"] = "same_day",
) -> Rate:
    nominal = re.sub(r"\s", "", written.get("nominal") or "1")
    try:
        return Rate.model_validate(
            {
                "currency": written["currency"].upper(),
                "into": into,
                "day": day,
                "value": re.sub(r"\s", "", written["value"]).replace(",", "."),
                "nominal": int(nominal) if nominal.isascii() and nominal.isdigit() else 0,
                "set_on": set_on,
                "source": source,
            }
        )
    except ValidationError as wrong:
        field = ".".join(map(str, wrong.errors()[0]["loc"])) or "rate"
        raise NotAccepted(f"line {line}: {field} is not as expected") from None


def _day(text: str, *, line: int) -> date:
    for form in DAYS:
        match = form.fullmatch(text.strip())
        if match is not None and (day := _existing(match)) is not None:
            return day
    raise NotAccepted(f"line {line}: day is not a date like 2026-09-15 or 15.09.2026")


def _existing(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
