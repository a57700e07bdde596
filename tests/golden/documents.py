"""The golden documents: one per layout, drawn from facts, each with what must be read of it.

``python -m tests.golden.documents`` draws them anew and writes down what is read; look at the
difference before you keep it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from cofund.extraction.report import file_report
from tests.builders import papers
from tests.builders.companies import MASTERSKAYA, NEBYLITSYN, NEBYVALYE
from tests.extraction.papers import EVENT, GUESTS, SALE, SALE_ABROAD, TIMETABLE, TRANSFER

HERE = Path(__file__).parent

SOUVENIRS = replace(
    SALE,
    number="000-45/26",
    seller=MASTERSKAYA,
    buyer=NEBYVALYE,
    vat_included=False,
    lines=(
        papers.Line(description="Кружка с логотипом", quantity=Decimal(100), price_minor=450_00),
        papers.Line(description="Плед подарочный", quantity=Decimal(30), price_minor=1_499_90),
    ),
)
WITHOUT_VAT = replace(SALE, number="7", seller=NEBYLITSYN, vat_rate=None, basis="")
MANY_LINES = replace(
    SALE,
    number="ВВ-118",
    lines=tuple(
        papers.Line(
            description=f"Печать рекламных материалов, вид {number}",
            quantity=Decimal(number),
            price_minor=1_000_00 + number,
        )
        for number in range(1, 61)
    ),
)
WRONG_SUM = replace(
    SALE,
    number="ВВ-119",
    printed_gross_minor=SALE.lines_minor + 10_000_00,
    printed_words=papers.roubles_in_words(SALE.lines_minor),
)

DOCUMENTS: Mapping[str, Callable[[], bytes]] = {
    "invoice-1c.pdf": lambda: papers.invoice_pdf(SALE),
    "invoice-vat-on-top.pdf": lambda: papers.invoice_pdf(SOUVENIRS),
    "invoice-without-vat.pdf": lambda: papers.invoice_pdf(WITHOUT_VAT),
    "invoice-many-pages.pdf": lambda: papers.invoice_pdf(MANY_LINES),
    "invoice-wrong-sum.pdf": lambda: papers.invoice_pdf(WRONG_SUM),
    "invoice-english.pdf": lambda: papers.english_invoice_pdf(SALE_ABROAD),
    "act.pdf": lambda: papers.act_pdf(SALE),
    "payment-order.pdf": lambda: papers.payment_order_pdf(TRANSFER),
    "participants.pdf": lambda: papers.participant_list_pdf(GUESTS),
    "participants.xlsx": lambda: papers.participant_list_xlsx(GUESTS),
    "participants-utf8.csv": lambda: papers.participant_list_csv(GUESTS),
    "participants-cp1251.csv": lambda: papers.participant_list_csv(GUESTS, encoding="cp1251"),
    "report.pdf": lambda: papers.event_report_pdf(EVENT),
    "report.docx": lambda: papers.event_report_docx(EVENT),
    "programme.pdf": lambda: papers.event_programme_pdf(TIMETABLE),
    "programme.docx": lambda: papers.event_programme_docx(TIMETABLE),
}


def reading_of(name: str) -> dict[str, Any]:
    """Give what is read of a golden document, its folder left out."""
    return {**file_report(HERE / name), "file": name}


def expected_of(name: str) -> dict[str, Any]:
    """Give what must be read of a golden document."""
    expected: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return expected


def main() -> None:
    """Draw every document and write down what is read of it."""
    for name, draw in DOCUMENTS.items():
        (HERE / name).write_bytes(draw())
        reading = json.dumps(reading_of(name), ensure_ascii=False, indent=1)
        (HERE / f"{name}.json").write_text(reading + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
