"""Scans by the hundred: ``python -m tests.bench.reading.scans COUNT [--only WEAR]``.

Draws seeded invoices, acts and УПД of invented companies in many forms, wears each page as a
scanner or a telephone would, reads it the whole way, and compares. Counts what was accepted without
a person, what waits for one, and what was accepted and is wrong: the worst there is. Ends with 1
where there is any of those.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import count, islice
from pathlib import Path
from typing import Annotated

import typer

from cofund.extraction import read_file
from cofund.models.extraction import CommercialDocument, Extraction
from cofund.money import Money
from tests.builders import papers
from tests.builders.companies import MASTERSKAYA, NEBYVALYE, VETER, VYMYSEL
from tests.builders.papers import acts, schet, schet_more, schet_terms, tax_forms
from tests.builders.papers.facts import Line, Sale
from tests.builders.papers.wear import WEARS, worn_page
from tests.extraction.papers import SALE

ACCEPTED = ("exact", "checked")
WORKERS = 2
FORMS: dict[str, Callable[[Sale], bytes]] = {
    "invoice": papers.invoice_pdf,
    "act": papers.act_pdf,
    "letterhead": schet.schet_letterhead,
    "sample": schet.schet_with_sample,
    "wide": schet.schet_wide,
    "typewriter": schet_more.schet_typewriter,
    "bare": schet_more.schet_bare,
    "contract": schet_terms.schet_contract,
    "offer": schet_terms.schet_offer,
    "hours": acts.act_of_hours,
    "upd": lambda sale: tax_forms.transfer_document_pdf(sale, status=1),
}
ALWAYS_ON_TOP = {"upd": True, "hours": True}
"""Forms that can state the VAT in one way only: whether it is on top."""
THINGS = (
    "Аренда зала на 120 мест", "Услуги ведущего", "Кружка с логотипом", "Печать баннера 3×6 м",
    "Кейтеринг: кофе-брейк", "Монтаж стенда, демонтаж", "Таргетированная рассылка",
    "Блокноты формата А5 с тиснением", "Синхронный перевод", "Видеосъёмка и монтаж ролика 90 сек.",
)  # fmt: skip
UNITS = tuple(tax_forms.UNIT_CODES)
FEWEST, MOST = 500_00, 400_000_00


@dataclass(frozen=True)
class Scan:
    """One worn page and what it states."""

    name: str
    wear: str
    sale: Sale
    tax_minor: int
    jpeg: bytes

    @property
    def gross_minor(self) -> int:
        """What is to be paid."""
        on_top = 0 if self.sale.vat_included else self.tax_minor
        return self.sale.lines_minor + on_top


def scans(only: str = "", *, first: int = 1) -> Iterator[Scan]:
    """Give worn pages without end: the same ones in the same order every time."""
    for seed in count(first):
        chance = random.Random(seed)  # noqa: S311 - papers, not secrets
        form = chance.choice(list(FORMS))
        wear = chance.choice(list(WEARS))
        if only in wear:
            sale = _sale(chance)
            if form in ALWAYS_ON_TOP:
                sale = replace(sale, vat_included=not ALWAYS_ON_TOP[form])
            jpeg = worn_page(FORMS[form](sale), WEARS[wear], seed=seed)
            yield Scan(f"{seed}-{form}-{wear}", wear, sale, _tax_minor(sale, form), jpeg)


def _tax_minor(sale: Sale, form: str) -> int:
    """A УПД states the tax line by line."""
    if form != "upd":
        return sale.tax_minor
    return sum(tax_forms.line_tax_minor(sale, line) for line in sale.lines)


def _sale(chance: random.Random) -> Sale:
    seller, buyer = chance.sample((VETER, MASTERSKAYA, NEBYVALYE, VYMYSEL), 2)
    issued = date(chance.choice((2025, 2026)), chance.randint(1, 12), chance.randint(1, 28))
    return replace(
        SALE,
        number=f"{chance.choice(('', 'УТ-', '0000-', 'А/'))}{chance.randint(1, 99_999)}",
        issued=issued,
        seller=seller,
        buyer=buyer,
        lines=tuple(_line(chance) for _ in range(chance.randint(1, 7))),
        vat_rate=chance.choice((20 if issued.year == 2025 else 22, 10)),
        vat_included=chance.random() < 0.7,
    )


def _line(chance: random.Random) -> Line:
    return Line(
        description=chance.choice(THINGS),
        quantity=Decimal(chance.choice((1, 1, 2, 3, 10, 60, 500))),
        unit=chance.choice(UNITS),
        price_minor=chance.randint(FEWEST, MOST) if chance.random() < 0.5 else
        chance.randint(5, 4_000) * 100_00,
    )  # fmt: skip


def outcome(scan: Scan) -> str:
    """Give "accepted", "review", or "WRONG" where an amount was accepted that is another."""
    extraction = read_file(scan.jpeg, document_id="scan")
    wrong = [name for name, is_right in _accepted(extraction, scan) if not is_right]
    if wrong:
        return f"WRONG {' '.join(wrong)}"
    gross = getattr(extraction, "gross", None)
    return "accepted" if gross is not None and gross.status in ACCEPTED else "review"


def _accepted(extraction: Extraction, scan: Scan) -> Iterator[tuple[str, bool]]:
    """Each accepted amount, and whether it is what the paper states."""
    if not isinstance(extraction, CommercialDocument):
        return
    stated = {
        "gross": scan.gross_minor,
        "tax": scan.tax_minor,
        "amount_in_words": scan.gross_minor,
    }
    for name, minor in stated.items():
        read = getattr(extraction, name)
        if read is not None and read.status in ACCEPTED:
            yield name, read.value == Money(amount_minor=minor, currency="RUB")
    amounts = [line.amount_minor for line in scan.sale.lines]
    for line in extraction.lines:
        if line.amount is not None and line.amount.status in ACCEPTED:
            yield f"line {line.position}", line.amount.value.amount_minor in amounts


def bench(
    number: Annotated[int, typer.Argument(help="How many pages.")] = 100,
    only: Annotated[str, typer.Option(help="Only wears whose name contains this.")] = "",
    first: Annotated[int, typer.Option(help="The seed to begin with.")] = 1,
    keep: Annotated[Path | None, typer.Option(help="Where pages not accepted are kept.")] = None,
) -> None:
    """Read worn pages and count what comes of them."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with ThreadPoolExecutor(WORKERS) as pool:
        chosen = islice(scans(only, first=first), number)
        for scan, came in pool.map(lambda scan: (scan, outcome(scan)), chosen):
            counted[scan.wear][came.partition(" ")[0]] += 1
            if came != "accepted":
                typer.echo(f"{came}: {scan.name}")
                if keep:
                    (keep / f"{scan.name}.jpg").write_bytes(scan.jpeg)
    for wear, results in sorted(counted.items()):
        typer.echo(f"{wear}: {dict(results)}")
    together = sum(counted.values(), Counter[str]())
    typer.echo(f"all: {dict(together)}")
    raise typer.Exit(1 if together["WRONG"] else 0)


if __name__ == "__main__":
    typer.run(bench)
