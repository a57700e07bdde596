"""Corrections over a reading: what a person says counts, and what was read stays beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cofund.corrections.correctable import (
    KINDS_TO_CHOOSE,
    can_change_kind,
    correctable_line,
    correctable_values,
    read_at,
)
from cofund.corrections.corrected import KINDS, as_kind, corrected, in_currency, stands_as_before
from cofund.models.correction import BeforeCorrection, Correction
from cofund.models.evidence import Disagreement
from cofund.models.extraction import Act, Invoice, PaymentOrder, TaxRead, Unreadable
from cofund.steps.extractions import EXTRACTIONS
from cofund.sure import sure
from tests.builders.reads import (
    DINNER_LINES,
    a_participant_list,
    a_payment_order,
    an_invoice,
    evidence,
    read,
    roubles,
    unsure,
)
from tests.fakes.clock import FakeClock

NOON = FakeClock()()


def a_correction(field: str, kind: str, value: object, **changes: Any) -> Correction:
    """Give a reviewer's correction of the invoice."""
    fields = {
        "claim_id": "c1",
        "version": 1,
        "number": 1,
        "document_id": "invoice",
        "field": field,
        "value": {"kind": kind, "value": value},
        "typed": str(value)[:200],
        "by": "rita",
        "at": NOON,
        **changes,
    }
    return Correction.model_validate(fields)


GROSS = a_correction("gross", "amount", roubles(244_000), typed="244 000")


def test_what_a_person_says_is_certain_and_the_reading_stays_beside_it() -> None:
    misread = an_invoice(gross=unsure(roubles(24_000)))
    gross = read_at(corrected(misread, (GROSS,)), "gross")
    assert gross is not None
    assert sure(gross) == roubles(244_000)
    assert (gross.status, gross.source, gross.engine) == ("exact", "person", "rita")
    assert gross.alternates == (str(roubles(24_000)),)
    assert gross.evidence.box == evidence().box
    assert (gross.evidence.text, gross.evidence.read_as) == ("244 000", str(roubles(24_000)))


def test_what_was_not_found_is_filled_in() -> None:
    whole = corrected(an_invoice(gross=None), (GROSS,))
    assert isinstance(whole, Invoice)
    assert sure(whole.gross) == roubles(244_000)


def test_the_later_of_two_corrections_counts() -> None:
    later = a_correction("gross", "amount", roubles(1), number=2)
    assert sure(getattr(corrected(an_invoice(), (GROSS, later)), "gross", None)) == roubles(1)


def test_a_line_is_corrected_and_its_neighbours_are_not() -> None:
    description = a_correction("lines.2.description", "text", "Фуршет")
    lines = getattr(corrected(an_invoice(), (description,)), "lines", ())
    assert lines[0] == DINNER_LINES[0]
    assert lines[1].description.value == "Фуршет"
    assert lines[1].amount == DINNER_LINES[1].amount


@pytest.mark.parametrize("path", ["lines.3.amount", "lines.0.amount", "payer.name", "executed"])
def test_a_place_that_a_document_does_not_have_is_passed_by(path: str) -> None:
    elsewhere = a_correction(path, "text", "x")
    assert corrected(an_invoice(), (elsewhere,)) == an_invoice()


def test_another_documents_correction_changes_nothing() -> None:
    assert corrected(an_invoice("other"), (GROSS,)) == an_invoice("other")


def test_the_one_rate_of_a_paper_follows_its_tax() -> None:
    paper = an_invoice(taxes=(TaxRead(rate=None, tax=read(roubles(1))),))
    tax = a_correction("tax", "amount", roubles(44_000))
    changed = corrected(paper, (tax,))
    assert isinstance(changed, Invoice)
    assert changed.taxes[0].tax.value == roubles(44_000)


def test_a_person_settles_what_page_and_exact_source_disagree_on() -> None:
    apart = Disagreement(field="gross", exact=evidence("1"), printed=evidence("2"))
    other = Disagreement(field="net", exact=evidence("1"), printed=evidence("2"))
    changed = corrected(an_invoice(disagreements=(apart, other)), (GROSS,))
    assert changed.disagreements == (other,)


def test_a_currency_turns_every_amount_digit_for_digit() -> None:
    euros = corrected(an_invoice(), (a_correction("currency", "text", "EUR"),))
    assert isinstance(euros, Invoice)
    assert euros.gross is not None
    assert euros.gross.value.currency == "EUR"
    assert euros.gross.value.amount_minor == roubles(244_000).amount_minor
    assert {line.amount.value.currency for line in euros.lines if line.amount} == {"EUR"}
    assert in_currency(euros, "RUB").gross == an_invoice().gross


def test_a_kind_keeps_what_both_kinds_have() -> None:
    act = corrected(an_invoice(), (a_correction("kind", "kind", "act"),))
    assert isinstance(act, Act)
    assert (act.gross, act.lines, act.number) == (
        an_invoice().gross,
        an_invoice().lines,
        an_invoice().number,
    )
    order = as_kind(an_invoice(), "payment_order")
    assert isinstance(order, PaymentOrder)
    assert order.number == an_invoice().number
    assert order.amount is None


def test_a_paper_that_could_not_be_read_is_filled_in_by_hand() -> None:
    unread = Unreadable(document_id="invoice", reason="reader_failed")
    filled = corrected(unread, (a_correction("kind", "kind", "invoice"), GROSS))
    assert isinstance(filled, Invoice)
    assert sure(filled.gross) == roubles(244_000)


@pytest.mark.parametrize("kind", KINDS_TO_CHOOSE)
def test_every_kind_to_choose_can_be_made_of_any_document(kind: Any) -> None:
    for document in (an_invoice(), a_payment_order("invoice")):
        assert as_kind(document, kind).kind == kind
    assert set(KINDS) == set(KINDS_TO_CHOOSE)


def test_a_list_of_participants_stays_one_and_its_people_are_nobodys_to_correct() -> None:
    people = a_participant_list()
    assert not can_change_kind(people)
    assert [value.path for value in correctable_values(people)] == ["event_name", "event_date"]
    assert correctable_line(people, 1) == ()


def test_a_corrected_document_is_stored_and_read_as_it_is() -> None:
    day = a_correction("issue_date", "day", date(2026, 9, 5), number=2)
    rate = a_correction("lines.1.vat_rate", "number", "22", number=3)
    included = a_correction("vat_included", "answer", value=True, number=4)
    changed = corrected(an_invoice(), (GROSS, day, rate, included))
    assert EXTRACTIONS.validate_json(EXTRACTIONS.dump_json(changed)) == changed


def test_an_earlier_correction_holds_where_the_same_was_read_again() -> None:
    misread = an_invoice(gross=unsure(roubles(24_000)))
    assert misread.gross is not None
    before = BeforeCorrection(
        text=misread.gross.evidence.text,
        status="review",
        source="ocr",
        evidence=misread.gross.evidence,
    )
    correction = GROSS.model_copy(update={"before": before})
    assert stands_as_before(misread, correction)
    assert not stands_as_before(an_invoice(), correction)
    assert not stands_as_before(misread, GROSS)
