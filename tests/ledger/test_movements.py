"""What each movement does, at its borders: exactly enough, one kopeck over, a day too late."""

from __future__ import annotations

import pytest

from cofund.books.ledger_book import LedgerBook
from cofund.errors import (
    FundClosed,
    InsufficientFund,
    InvoiceAlreadyPaid,
    LimitReached,
    NotAccepted,
    NotApproved,
    NotFound,
    NotInThisState,
    Refusal,
    StaleVersion,
)
from cofund.models.ledger import BUCKETS, FundKey, Movement
from cofund.money import Money
from tests.builders.movements import (
    EARLIER_FUND,
    FUND,
    YEAR,
    a_close,
    a_correction,
    a_debit,
    a_hold,
    a_release,
    a_reservation,
    a_reversal,
    an_accrual,
    an_unreserve,
    invoice,
    rub,
)
from tests.fakes.item_store import MemoryItems
from tests.ledger.claims import approve, head_of, move, next_version, open_claim


def buckets(book: LedgerBook, fund: FundKey = FUND) -> dict[str, int]:
    """Give the buckets that are not empty."""
    balance = book.balance(fund)
    amounts = {bucket: getattr(balance, bucket).amount_minor for bucket in BUCKETS}
    return {bucket: amount for bucket, amount in amounts.items() if amount}


def post_all(book: LedgerBook, *movements: Movement) -> None:
    for movement in movements:
        assert not book.post(movement).replayed


def souvenirs_left(book: LedgerBook) -> int:
    limit = book.souvenir_limit(YEAR)
    assert limit is not None
    return limit.available.amount_minor


def refused(book: LedgerBook, movement: Movement, name: type[Refusal]) -> None:
    """Check that the movement is refused by this very name, and changes nothing."""
    before = buckets(book, movement.fund)
    with pytest.raises(Refusal) as raised:
        book.post(movement)
    assert type(raised.value) is name
    assert buckets(book, movement.fund) == before
    assert book.entry(movement.fund, movement.entry_id) is None


def test_an_accrual_becomes_available(book: LedgerBook) -> None:
    post_all(book, an_accrual(1000))
    assert buckets(book) == {"accrued": 1000, "available": 1000}


def test_two_accruals_add_up(book: LedgerBook) -> None:
    post_all(book, an_accrual(1000), an_accrual(5, source="turnover-2"))
    assert buckets(book) == {"accrued": 1005, "available": 1005}


def test_a_correction_takes_all_that_is_available_and_no_kopeck_more(book: LedgerBook) -> None:
    post_all(book, an_accrual(1000), a_reservation(400))
    refused(book, a_correction(601), InsufficientFund)
    post_all(book, a_correction(600))
    assert buckets(book) == {"accrued": 400, "reserved": 400}


def test_a_reservation_sets_money_aside(book: LedgerBook) -> None:
    post_all(book, an_accrual(100))
    refused(book, a_reservation(101), InsufficientFund)
    post_all(book, a_reservation(100))
    assert buckets(book) == {"accrued": 100, "reserved": 100}
    standing = book.reservation("A1")
    assert standing is not None
    assert (standing.remaining, standing.state) == (rub(100), "ACTIVE")


def test_an_application_is_reserved_for_in_one_fund_only(book: LedgerBook) -> None:
    post_all(book, an_accrual(500), an_accrual(500, fund=EARLIER_FUND), a_reservation(100))
    refused(book, a_reservation(100, fund=EARLIER_FUND), NotInThisState)


def test_an_ended_reservation_gives_back_what_remains(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_hold(30, application="A1"))
    post_all(book, an_unreserve())
    assert buckets(book) == {"accrued": 100, "available": 70, "held": 30}
    refused(book, an_unreserve(reason="again").model_copy(update={"application": "A2"}), NotFound)


def test_a_reservation_used_up_has_nothing_to_give_back(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_hold(80, application="A1"))
    refused(book, an_unreserve(), NotInThisState)


def test_a_reservation_ended_after_the_close_expires(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_close(), an_unreserve())
    assert buckets(book) == {"accrued": 100, "expired": 100}


def test_a_reservation_is_ended_in_its_own_fund(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80))
    refused(book, an_unreserve(fund=EARLIER_FUND), NotFound)


def test_a_hold_without_reservation_takes_available_money(book: LedgerBook) -> None:
    post_all(book, an_accrual(100))
    refused(book, a_hold(101), InsufficientFund)
    post_all(book, a_hold(100))
    assert buckets(book) == {"accrued": 100, "held": 100}


@pytest.mark.parametrize(
    ("held", "left"),
    [
        (79, {"available": 20, "reserved": 1}),
        (80, {"available": 20}),
        (81, {"available": 19}),
        (100, {}),
    ],
)
def test_a_hold_takes_reserved_money_first(
    book: LedgerBook, held: int, left: dict[str, int]
) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_hold(held, application="A1"))
    assert buckets(book) == {"accrued": 100, "held": held, **left}


def test_a_hold_takes_no_other_applications_reservation(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80))
    refused(book, a_hold(21), InsufficientFund)
    refused(book, a_hold(21, application="A2"), InsufficientFund)


def test_a_hold_on_an_ended_reservation_takes_available_money(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80), an_unreserve())
    post_all(book, a_hold(50, application="A1"))
    assert buckets(book) == {"accrued": 100, "available": 50, "held": 50}


def test_a_claim_is_held_from_its_reservation_after_the_period_closed(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_close())
    refused(book, a_hold(81, application="A1"), FundClosed)
    post_all(book, a_hold(80, application="A1"))
    assert buckets(book) == {"accrued": 100, "expired": 20, "held": 80}


def test_a_reservation_of_another_fund_cannot_be_held(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), an_accrual(100, fund=EARLIER_FUND))
    post_all(book, a_reservation(80, fund=EARLIER_FUND))
    refused(book, a_hold(80, application="A1"), NotInThisState)


def test_a_version_is_held_once_whatever_the_fund(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), an_accrual(100, fund=EARLIER_FUND), a_hold(10))
    refused(book, a_hold(10, fund=EARLIER_FUND), NotInThisState)


def test_souvenirs_are_held_up_to_the_years_limit(book: LedgerBook) -> None:
    post_all(book, an_accrual(500), an_accrual(500, fund=EARLIER_FUND))
    refused(book, a_hold(100, souvenir=41), LimitReached)
    post_all(book, a_hold(100, souvenir=40))
    refused(book, a_hold(1, souvenir=1, claim="C2", fund=EARLIER_FUND), LimitReached)
    assert souvenirs_left(book) == 0


def test_without_a_limit_for_the_year_no_souvenirs_are_held(book: LedgerBook) -> None:
    next_year = FUND.model_copy(update={"period": "2027Q1"})
    book.open_fund(next_year, "RUB")
    post_all(book, an_accrual(100, fund=next_year))
    refused(book, a_hold(10, souvenir=1, fund=next_year), LimitReached)
    post_all(book, a_hold(10, fund=next_year))


def test_a_released_hold_gives_back_money_and_souvenir_part(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_hold(60, souvenir=30), a_release())
    assert buckets(book) == {"accrued": 100, "available": 100}
    assert souvenirs_left(book) == 40


def test_a_hold_released_after_the_close_expires(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_hold(60), a_close(), a_release())
    assert buckets(book) == {"accrued": 100, "expired": 100}


def test_a_returned_claim_is_held_again_after_the_close(
    book: LedgerBook, items: MemoryItems
) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_close(), a_hold(70, application="A1"))
    post_all(book, a_release(back_to="reservation"))
    next_version(items, "C1")
    post_all(book, a_hold(80, application="A1", version=2))
    assert buckets(book) == {"accrued": 100, "expired": 20, "held": 80}


def test_only_what_came_from_the_reservation_goes_back_to_it(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(50), a_hold(70, application="A1"))
    post_all(book, a_release(back_to="reservation"))
    assert buckets(book) == {"accrued": 100, "available": 50, "reserved": 50}


def test_nothing_goes_back_to_an_ended_reservation(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(50), a_hold(40, application="A1"))
    post_all(book, an_unreserve(), a_release(back_to="reservation"))
    assert buckets(book) == {"accrued": 100, "available": 100}


def test_a_hold_is_released_once(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_hold(60), a_release())
    refused(book, a_debit(60), NotInThisState)
    refused(book, a_release(version=2), NotFound)
    refused(book, a_release(fund=EARLIER_FUND), NotFound)


def test_a_debit_of_the_whole_hold(book: LedgerBook, items: MemoryItems) -> None:
    post_all(book, an_accrual(100), a_hold(60))
    approve(items, "C1", 60)
    post_all(book, a_debit(60))
    assert buckets(book) == {"accrued": 100, "available": 40, "debited": 60}
    assert head_of(items, "C1").state == "debited"


def test_a_debit_of_a_part_gives_the_rest_back(book: LedgerBook, items: MemoryItems) -> None:
    post_all(book, an_accrual(100), a_hold(60, souvenir=30))
    approve(items, "C1", 35)
    post_all(book, a_debit(35, souvenir=10))
    assert buckets(book) == {"accrued": 100, "available": 65, "debited": 35}
    assert souvenirs_left(book) == 30


def test_the_rest_of_a_debit_after_the_close_expires(book: LedgerBook, items: MemoryItems) -> None:
    post_all(book, an_accrual(100), a_hold(60), a_close())
    approve(items, "C1", 35)
    post_all(book, a_debit(35))
    assert buckets(book) == {"accrued": 100, "debited": 35, "expired": 65}


def test_a_claim_is_paid_from_a_reservation_after_its_quarter_closed(
    book: LedgerBook, items: MemoryItems
) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_close(), a_hold(80, application="A1"))
    approve(items, "C1", 80)
    post_all(book, a_debit(80))
    assert buckets(book) == {"accrued": 100, "debited": 80, "expired": 20}


@pytest.mark.parametrize(("amount", "souvenir"), [(61, 0), (60, 31)])
def test_a_debit_never_exceeds_its_hold(
    book: LedgerBook, items: MemoryItems, amount: int, souvenir: int
) -> None:
    post_all(book, an_accrual(100), a_hold(60, souvenir=30))
    approve(items, "C1", amount)
    refused(book, a_debit(amount, souvenir=souvenir), NotAccepted)


def test_a_debit_needs_a_hold(book: LedgerBook, items: MemoryItems) -> None:
    approve(items, "C1", 60)
    refused(book, a_debit(60), NotFound)


def test_a_debit_needs_an_approved_claim(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_hold(60))
    refused(book, a_debit(60), NotInThisState)


@pytest.mark.parametrize(("approved", "currency"), [(59, "RUB"), (61, "RUB"), (60, "EUR")])
def test_a_debit_is_exactly_what_was_decided(
    book: LedgerBook, items: MemoryItems, approved: int, currency: str
) -> None:
    post_all(book, an_accrual(100), a_hold(60))
    approve(items, "C1", approved, currency=currency)
    refused(book, a_debit(60), NotApproved)


def test_a_debit_is_of_the_claims_present_version(book: LedgerBook, items: MemoryItems) -> None:
    post_all(book, an_accrual(100), a_hold(60))
    next_version(items, "C1")
    approve(items, "C1", 60)
    refused(book, a_debit(60), StaleVersion)


def test_a_debit_needs_its_claim(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_hold(60, claim="C9"))
    refused(book, a_debit(60, claim="C9"), NotFound)


def test_an_invoice_is_split_between_claims_up_to_its_sum(
    book: LedgerBook, items: MemoryItems
) -> None:
    post_all(book, an_accrual(1000))
    for number, claim in enumerate(("C1", "C2", "C3"), start=1):
        if number > 1:
            open_claim(items, claim)
        post_all(book, a_hold(10, claim=claim))
        approve(items, claim, 10)
    post_all(book, a_debit(10, invoices=(invoice(share=60),)))
    refused(book, a_debit(10, claim="C2", invoices=(invoice(share=41),)), InvoiceAlreadyPaid)
    post_all(book, a_debit(10, claim="C2", invoices=(invoice(share=40),)))
    refused(book, a_debit(10, claim="C3", invoices=(invoice(share=1),)), InvoiceAlreadyPaid)


@pytest.mark.parametrize("number", ["17-А", " 17-а ", "17 - А"])
def test_case_and_spaces_make_no_other_invoice(
    book: LedgerBook, items: MemoryItems, number: str
) -> None:
    open_claim(items, "C2")
    post_all(book, an_accrual(1000), a_hold(10), a_hold(10, claim="C2"))
    approve(items, "C1", 10)
    approve(items, "C2", 10)
    post_all(book, a_debit(10, invoices=(invoice("17-А"),)))
    refused(book, a_debit(10, claim="C2", invoices=(invoice(number),)), InvoiceAlreadyPaid)


def test_a_number_with_a_separator_in_it_is_another_invoice(
    book: LedgerBook, items: MemoryItems
) -> None:
    open_claim(items, "C2")
    post_all(book, an_accrual(1000), a_hold(10), a_hold(10, claim="C2"))
    approve(items, "C1", 10)
    approve(items, "C2", 10)
    post_all(book, a_debit(10, invoices=(invoice("1#2"),)))
    post_all(book, a_debit(10, claim="C2", invoices=(invoice("1%232"),)))


def debited(book: LedgerBook, items: MemoryItems) -> None:
    """Debit 60 with a souvenir part of 30 and an invoice share of 80."""
    post_all(book, an_accrual(100), a_hold(60, souvenir=30))
    approve(items, "C1", 60)
    post_all(book, a_debit(60, souvenir=30, invoices=(invoice(share=80),)))


def test_a_total_reversal_gives_everything_back(book: LedgerBook, items: MemoryItems) -> None:
    debited(book, items)
    move(items, "C1", "payout_sent")
    post_all(book, a_reversal(60, souvenir=30, invoices=(invoice(share=80),)))
    assert buckets(book) == {"accrued": 100, "available": 100}
    assert souvenirs_left(book) == 40
    assert head_of(items, "C1").state == "clawed_back"


def test_a_reversed_invoice_can_be_claimed_anew(book: LedgerBook, items: MemoryItems) -> None:
    debited(book, items)
    move(items, "C1", "payout_sent")
    post_all(book, a_reversal(60, souvenir=30, invoices=(invoice(share=80),)))
    open_claim(items, "C2")
    post_all(book, a_hold(60, claim="C2"))
    approve(items, "C2", 60)
    post_all(book, a_debit(60, claim="C2", invoices=(invoice(share=100),)))


def test_a_reversal_after_the_close_expires(book: LedgerBook, items: MemoryItems) -> None:
    debited(book, items)
    post_all(book, a_close(), a_reversal(10))
    assert buckets(book) == {"accrued": 100, "debited": 50, "expired": 50}


def test_a_part_reversal_leaves_the_claim_as_it_is(book: LedgerBook, items: MemoryItems) -> None:
    debited(book, items)
    post_all(book, a_reversal(20, souvenir=5, invoices=(invoice(share=30),)))
    hold = book.hold("C1", 1)
    assert hold is not None
    assert (hold.reversible, hold.souvenir) == (rub(40), rub(25))
    assert [left.share for left in hold.invoices] == [rub(50)]
    assert head_of(items, "C1").state == "debited"


def test_a_payout_not_sent_yet_is_not_clawed_back_whole(
    book: LedgerBook, items: MemoryItems
) -> None:
    debited(book, items)
    whole = a_reversal(60, souvenir=30, invoices=(invoice(share=80),))
    refused(book, whole, NotInThisState)


def test_reversals_add_up_to_the_debit_and_no_kopeck_more(
    book: LedgerBook, items: MemoryItems
) -> None:
    debited(book, items)
    move(items, "C1", "payout_sent")
    post_all(book, a_reversal(20, souvenir=20))
    refused(book, a_reversal(41, number=2, souvenir=10), NotAccepted)
    last = a_reversal(40, number=2, souvenir=10, invoices=(invoice(share=80),))
    post_all(book, last)
    refused(book, a_reversal(1, number=3), NotAccepted)


@pytest.mark.parametrize(
    ("amount", "souvenir", "shares"),
    [
        (60, 29, 80),
        (60, 30, 79),
        (60, 30, 0),
        (31, 0, 0),
        (31, 31, 0),
        (10, 0, 81),
    ],
)
def test_a_reversal_gives_back_parts_that_fit(
    book: LedgerBook, items: MemoryItems, amount: int, souvenir: int, shares: int
) -> None:
    debited(book, items)
    move(items, "C1", "payout_sent")
    returned = (invoice(share=shares),) if shares else ()
    refused(book, a_reversal(amount, souvenir=souvenir, invoices=returned), NotAccepted)


def test_an_invoice_that_was_not_taken_is_not_given_back(
    book: LedgerBook, items: MemoryItems
) -> None:
    debited(book, items)
    refused(book, a_reversal(10, invoices=(invoice("18", share=1),)), NotAccepted)


def test_only_debited_holds_are_reversed(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_hold(60))
    refused(book, a_reversal(10), NotInThisState)
    refused(book, a_reversal(10, fund=EARLIER_FUND), NotFound)


def test_a_closed_period_has_nothing_available_and_keeps_the_rest(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(30), a_hold(20), a_close())
    assert buckets(book) == {"accrued": 100, "expired": 50, "held": 20, "reserved": 30}
    assert book.balance(FUND).status == "CLOSED"


def test_an_empty_period_closes_too(book: LedgerBook) -> None:
    post_all(book, a_close())
    assert book.balance(FUND).status == "CLOSED"
    assert book.post(a_close()).replayed


@pytest.mark.parametrize(
    "movement",
    [an_accrual(1, source="late"), a_correction(1), a_reservation(1), a_hold(1)],
)
def test_a_closed_period_takes_and_gives_no_available_money(
    book: LedgerBook, movement: Movement
) -> None:
    post_all(book, an_accrual(100), a_close())
    refused(book, movement, FundClosed)


@pytest.mark.parametrize(
    "movement",
    [
        an_accrual(1, source="other"),
        a_correction(1),
        a_reservation(1, application="A2"),
        a_hold(1, claim="C2"),
    ],
)
def test_a_fund_takes_its_own_currency_only(book: LedgerBook, movement: Movement) -> None:
    post_all(book, an_accrual(100))
    euros = Money(amount_minor=1, currency="EUR")
    parts = {"amount": euros, "souvenir": Money.zero("EUR")}
    fields = {name: part for name, part in parts.items() if name in type(movement).model_fields}
    refused(book, movement.model_copy(update=fields), NotAccepted)


def test_a_movement_needs_its_fund(book: LedgerBook) -> None:
    nowhere = FUND.model_copy(update={"partner": "nobody"})
    with pytest.raises(NotFound):
        book.post(an_accrual(fund=nowhere))
    with pytest.raises(NotFound):
        book.balance(nowhere)
