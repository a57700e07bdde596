"""E-invoices: every syntax says what was written into it, and a broken one what is broken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cofund.extraction import interpret, read_document, read_file
from cofund.extraction.exact.einvoice import einvoice
from cofund.extraction.exact.stated import SourceFound
from cofund.models.content import DocumentContent
from cofund.models.exact import Problem
from cofund.models.extraction import CommercialDocument, CreditNote, Extraction, Unreadable
from tests.builders.companies import NEBYLITSYN
from tests.builders.einvoices.cii import factur_x, zugferd_1
from tests.builders.einvoices.russian import Function, Version, line_tax, ukd, upd
from tests.builders.einvoices.sales import a_russian_sale, a_sale_abroad
from tests.builders.einvoices.tree import decimal
from tests.builders.einvoices.ubl import ubl
from tests.builders.papers.facts import Line, Sale

Writer = Callable[[Sale], bytes]

RUSSIAN: dict[str, Writer] = {
    "УПД 5.01": lambda sale: upd(sale, "5.01"),
    "УПД 5.02": lambda sale: upd(sale, "5.02"),
    "УПД 5.03": lambda sale: upd(sale, "5.03"),
    "УКД 5.01": lambda sale: ukd(sale, corrects="1", change="reduces"),
}
ABROAD: dict[str, Writer] = {
    "ZUGFeRD 1": zugferd_1,
    "Factur-X": factur_x,
    "UBL invoice": ubl,
    "UBL credit note": lambda sale: ubl(sale, "CreditNote"),
}
ALL = {**RUSSIAN, **ABROAD}


def content_of(document: bytes) -> DocumentContent:
    """Give what the child finds, without a child."""
    source = einvoice(document)
    return DocumentContent(document_id="d-1", sniffed="xml", engine="lxml", exact=(source,))


def meaning_of(document: bytes) -> Any:
    """Give what the e-invoice says."""
    read = interpret(content_of(document))
    assert isinstance(read, CommercialDocument)
    return read


def stated(document: bytes) -> dict[str, str]:
    """Give the fields as they are stated."""
    return {name: each["value"] for name, each in einvoice(document)["fields"].items()}


def value(read: Any) -> Any:
    """Give a value that was read, as plain text where it is money."""
    return read.value.decimal_text() if hasattr(read.value, "decimal_text") else read.value


@pytest.mark.parametrize("syntax", ALL)
def test_an_e_invoice_says_what_was_written_into_it(syntax: str) -> None:
    sale = a_russian_sale() if syntax in RUSSIAN else a_sale_abroad()
    read = meaning_of(ALL[syntax](sale))
    assert value(read.number) == sale.number
    assert value(read.issue_date) == sale.issued
    assert value(read.currency) == sale.currency
    assert value(read.net) == decimal(sale.net_minor)
    assert value(read.tax) == decimal(sale.tax_minor)
    assert value(read.gross) == decimal(sale.gross_minor)
    assert (value(read.seller.name), value(read.seller.tax_id)) == (
        sale.seller.name,
        sale.seller.tax_id,
    )
    assert (value(read.buyer.name), value(read.buyer.tax_id)) == (
        sale.buyer.name,
        sale.buyer.tax_id,
    )
    assert read.problems == ()


@pytest.mark.parametrize("syntax", ALL)
def test_the_lines_of_an_e_invoice_are_exact(syntax: str) -> None:
    sale = a_russian_sale() if syntax in RUSSIAN else a_sale_abroad()
    lines = meaning_of(ALL[syntax](sale)).lines
    assert [value(line.description) for line in lines] == [each.description for each in sale.lines]
    assert [value(line.amount) for line in lines] == [
        decimal(each.amount_minor) for each in sale.lines
    ]
    assert {value(line.vat_rate) for line in lines} == {Decimal(sale.vat_rate or 0)}
    assert {line.amount.status for line in lines if line.amount} == {"exact"}


@pytest.mark.parametrize("syntax", [name for name in ALL if not name.startswith("УКД")])
def test_quantities_and_prices_are_exact_and_for_one_piece(syntax: str) -> None:
    sale = a_russian_sale() if syntax in RUSSIAN else a_sale_abroad()
    lines = meaning_of(ALL[syntax](sale)).lines
    assert [value(line.quantity) for line in lines] == [each.quantity for each in sale.lines]
    assert [value(line.unit_price) for line in lines] == [
        decimal(each.price_minor) for each in sale.lines
    ]


@pytest.mark.parametrize("version", ["5.01", "5.02", "5.03"])
def test_an_upd_states_banks_units_and_grounds(version: Version) -> None:
    sale = a_russian_sale()
    read = meaning_of(upd(sale, version))
    assert value(read.seller.account) == sale.seller.account
    assert value(read.seller.bik) == sale.seller.bik
    assert value(read.seller.kpp) == sale.seller.kpp
    assert value(read.seller.address) == sale.seller.address
    assert [value(line.unit) for line in read.lines] == ["шт", "шт"]
    assert [value(line.vat) for line in read.lines] == [
        decimal(line_tax(sale, line)) for line in sale.lines
    ]
    assert [value(each) for each in read.references] == ["ДВ-2026/18"]
    assert value(read.vat_included) is False


def test_a_sole_trader_has_a_name_of_three_parts_and_no_kpp() -> None:
    read = meaning_of(upd(a_russian_sale(seller=NEBYLITSYN, vat_rate=None)))
    assert value(read.seller.name) == "ИП Небылицын Пример Пробович"
    assert value(read.seller.tax_id) == NEBYLITSYN.tax_id
    assert read.seller.kpp is None


def test_an_upd_without_vat_states_a_tax_of_zero() -> None:
    read = meaning_of(upd(a_russian_sale(vat_rate=None)))
    assert value(read.tax) == "0.00"
    assert [line.vat_rate for line in read.lines] == [None, None]


@pytest.mark.parametrize(
    ("function", "named_as", "kind"),
    [
        ("СЧФ", "", "tax_invoice"),
        ("СЧФДОП", "Счет-фактура и документ об отгрузке товаров", "upd"),
        ("ДОП", "Документ об отгрузке товаров (выполнении работ)", "upd"),
        ("ДОП", "Акт об оказании услуг", "act"),
        ("ДОП", "Товарная накладная", "waybill"),
    ],
)
def test_the_function_of_an_upd_says_what_it_is(
    function: Function, named_as: str, kind: str
) -> None:
    assert meaning_of(upd(a_russian_sale(), function=function, named_as=named_as)).kind == kind


@pytest.mark.parametrize("change", ["reduces", "increases"])
def test_a_correction_says_which_way_it_goes_and_what_it_corrects(change: Any) -> None:
    sale = a_russian_sale()
    read = meaning_of(ukd(sale, corrects="70", change=change))
    assert isinstance(read, CreditNote)
    assert read.direction == change
    assert value(read.gross) == decimal(sale.gross_minor)
    assert [value(each) for each in read.references] == ["70"]


@pytest.mark.parametrize("code", ["381", "261", "396"])
@pytest.mark.parametrize("write", [zugferd_1, factur_x])
def test_a_credit_note_is_one_by_its_type(write: Any, code: str) -> None:
    assert meaning_of(write(a_sale_abroad(), code)).kind == "credit_note"


def test_an_invoice_below_zero_is_a_credit_note() -> None:
    back = a_sale_abroad(lines=(Line(description="Stand", price_minor=-500_00),))
    read = meaning_of(factur_x(back))
    assert read.kind == "credit_note"
    assert value(read.gross) == "-595.00"


def test_the_tax_in_the_currency_of_the_tax_office_is_not_the_invoices() -> None:
    sale = a_sale_abroad()
    read = meaning_of(factur_x(sale, tax_elsewhere="GBP"))
    assert value(read.tax) == decimal(sale.tax_minor)


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-8", "utf-16", "koi8-r"])
def test_any_encoding_is_read_through_guard_and_child(encoding: str) -> None:
    plain = a_russian_sale(seller=NEBYLITSYN, buyer=NEBYLITSYN)
    read = read_file(upd(plain, encoding=encoding), document_id="d-1")
    assert isinstance(read, CommercialDocument)
    assert value(read.seller.name) == NEBYLITSYN.name
    assert read.pages == ()


@pytest.mark.parametrize(
    ("really", "declared"), [("utf-8", "windows-1251"), ("windows-1251", "utf-8")]
)
def test_a_file_that_declares_another_encoding_is_read_in_its_own(
    really: str, declared: str
) -> None:
    text = upd(a_russian_sale()).decode("windows-1251").replace("windows-1251", declared)
    assert meaning_of(text.encode(really)).seller.name.value == "ООО «Выдуманный Ветер»"


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n  "])
def test_what_stands_before_the_declaration_is_no_hindrance(before: bytes) -> None:
    assert stated(before + factur_x(a_sale_abroad()))["number"] == "RE-2026/0451"


def test_a_file_without_its_declaration_is_still_xml() -> None:
    bare = ubl(a_sale_abroad()).split(b"?>", 1)[1]
    read = read_file(bare, document_id="d-1")
    assert isinstance(read, CommercialDocument)
    assert value(read.number) == "RE-2026/0451"


def test_a_value_tells_where_it_stands_in_the_file() -> None:
    document = upd(a_russian_sale())
    line = next(
        number
        for number, text in enumerate(document.decode("cp1251").splitlines(), start=1)
        if "СтТовУчНалВсего" in text
    )
    gross = meaning_of(document).gross
    assert gross is not None
    assert gross.evidence.place == f"line {line}, Документ/ТаблСчФакт/ВсегоОпл/@СтТовУчНалВсего"
    assert (gross.source, gross.evidence.box) == ("xml", None)


def _replaced(document: bytes, old: str, new: str, encoding: str = "utf-8") -> bytes:
    text = document.decode(encoding)
    assert old in text
    return text.replace(old, new).encode(encoding)


def problems_of(document: bytes) -> list[tuple[str, str]]:
    """Give what is wrong, without the lines."""
    assert all(problem["line"] for problem in einvoice(document)["problems"])
    return [(problem["code"], problem["field"]) for problem in einvoice(document)["problems"]]


@pytest.mark.parametrize(
    ("version", "stated_as", "missing"),
    [
        ("5.01", ' НомерСчФ="77/А-5"', "СвСчФакт/@НомерСчФ"),
        ("5.02", ' ДатаСчФ="31.03.2026"', "СвСчФакт/@ДатаСчФ"),
        ("5.03", ' НомерДок="77/А-5"', "СвСчФакт/@НомерДок"),
        ("5.03", ' ДатаДок="31.03.2026"', "СвСчФакт/@ДатаДок"),
        ("5.03", ' КодОКВ="643"', "СвСчФакт/ДенИзм/@КодОКВ"),
    ],
)
def test_what_an_upd_lacks_is_named_as_its_version_names_it(
    version: Version, stated_as: str, missing: str
) -> None:
    document = _replaced(upd(a_russian_sale(), version), stated_as, "", "cp1251")
    assert problems_of(document) == [("missing", missing)]


@pytest.mark.parametrize(
    ("write", "old", "new", "problem"),
    [
        (factur_x, "<ram:ID>RE-2026/0451</ram:ID>", "", ("missing", "ExchangedDocument/ID")),
        (
            zugferd_1,
            "<ram:ID>RE-2026/0451</ram:ID>",
            "",
            ("missing", "HeaderExchangedDocument/ID"),
        ),
        (ubl, "<cbc:IssueDate>2026-03-31</cbc:IssueDate>", "", ("missing", "IssueDate")),
        (
            ubl,
            "<cbc:IssueDate>2026-03-31",
            "<cbc:IssueDate>31/03/26",
            ("wrong_value", "Invoice/IssueDate"),
        ),
    ],
)
def test_what_an_invoice_lacks_or_says_wrongly_is_named(
    write: Writer, old: str, new: str, problem: tuple[str, str]
) -> None:
    assert problem in problems_of(_replaced(write(a_sale_abroad()), old, new))


@pytest.mark.parametrize("amount", ["1,50", "1 000.00", "1e3", "NaN", "9" * 30, "ten"])
def test_an_amount_that_is_no_number_is_not_taken(amount: str) -> None:
    gross = decimal(a_sale_abroad().gross_minor)
    document = _replaced(
        factur_x(a_sale_abroad()), f"GrandTotalAmount>{gross}", f"GrandTotalAmount>{amount}"
    )
    assert "gross" not in stated(document)
    assert "wrong_value" in [code for code, _ in problems_of(document)]


def test_lines_without_vat_are_taken_with_it_where_the_file_states_only_that() -> None:
    sale = a_russian_sale()
    document = upd(sale).decode("cp1251")
    for line in sale.lines:
        document = document.replace(f' СтТовБезНДС="{decimal(line.amount_minor)}"', "")
    read = meaning_of(document.encode("cp1251"))
    assert [value(line.amount) for line in read.lines] == [
        decimal(line.amount_minor + line_tax(sale, line)) for line in sale.lines
    ]
    assert value(read.vat_included) is True


def test_a_version_that_nobody_knows_is_read_and_left_to_a_person() -> None:
    read = meaning_of(_replaced(upd(a_russian_sale()), '"5.03"', '"6.00"', "cp1251"))
    assert read.gross is not None
    assert (read.gross.status, read.gross.failed) == ("review", ("known version",))
    assert [problem.code for problem in read.problems] == ["unknown_version"]


def unreadable(document: bytes) -> Unreadable:
    """Give why a file cannot be read, the whole way."""
    read: Extraction = read_file(document, document_id="d-1")
    assert isinstance(read, Unreadable)
    return read


def test_a_file_that_breaks_off_is_answered_with_the_line() -> None:
    whole = upd(a_russian_sale())
    lines = whole.splitlines(keepends=True)
    read = unreadable(b"".join(lines[:12]).rstrip())
    assert read.reason == "damaged"
    assert [(problem.code, problem.line) for problem in read.problems] == [("malformed", 12)]


def test_xml_of_another_kind_is_answered_with_its_root() -> None:
    read = unreadable(b'<?xml version="1.0"?>\n<Orders><Order/></Orders>')
    assert read.reason == "unsupported"
    assert read.problems == (Problem(code="unknown_syntax", line=2, field="Orders"),)


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE Invoice SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY c "&b;&b;&b;&b;">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_every_encoding(prologue: str, encoding: str) -> None:
    document = f'<?xml version="1.0" encoding="{encoding}"?>{prologue}<Invoice/>'
    assert unreadable(document.encode(encoding)).reason == "forbidden_xml"


def test_an_encoding_that_would_hide_a_document_type_is_refused() -> None:
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>'
    assert unreadable(hidden).reason == "forbidden_xml"


@pytest.mark.parametrize(
    "document",
    [b"<a>" * 100 + b"</a>" * 100, b"<a>" + b"<b/>" * 250_000 + b"</a>"],
    ids=["deep", "wide"],
)
def test_a_file_that_holds_too_much_is_refused(document: bytes) -> None:
    assert unreadable(b'<?xml version="1.0"?>' + document).reason == "too_much_content"


def test_more_lines_than_any_invoice_has_are_refused() -> None:
    line = Line(description="x", price_minor=1)
    assert unreadable(ubl(a_sale_abroad(lines=(line,) * 2_001))).reason == "too_much_content"


NUMBERS = st.text("0123456789АБВabc/-", min_size=1, max_size=20).filter(lambda t: t.strip("/-"))
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
LINES = st.lists(
    st.builds(
        Line,
        description=st.text("абвгд xyz", min_size=1, max_size=30).filter(str.strip),
        quantity=st.decimals(1, 999, places=2),
        price_minor=st.integers(1, 10**9),
    ),
    min_size=1,
    max_size=4,
)


@given(st.sampled_from(sorted(ALL)), NUMBERS, DAYS, LINES, st.sampled_from([0, 5, 10, 20, 22]))
def test_what_is_written_is_what_is_read(
    syntax: str, number: str, issued: date, lines: list[Line], vat_rate: int
) -> None:
    make = a_russian_sale if syntax in RUSSIAN else a_sale_abroad
    sale = make(number=number, issued=issued, lines=tuple(lines), vat_rate=vat_rate)
    found: SourceFound = einvoice(ALL[syntax](sale))
    fields = {name: each["value"] for name, each in found["fields"].items()}
    assert (fields["number"], fields["issue_date"]) == (number, issued.isoformat())
    assert Decimal(fields["gross"]) == Decimal(sale.gross_minor).scaleb(-2)
    assert [Decimal(line["amount"]["value"]) for line in found["lines"]] == [
        Decimal(line.amount_minor).scaleb(-2) for line in lines
    ]
    assert found["problems"] == []


def test_the_same_file_gives_the_same_answer() -> None:
    document = upd(a_russian_sale())
    assert read_document(document, document_id="d-1") == read_document(document, document_id="d-1")
