"""Laws of the waterfall that hold for any claim."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import get_args

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cofund.claimable.cost import cost_of
from cofund.judgement import assess
from cofund.models.assessment import WaterfallStepName
from cofund.models.claim_file import ClaimFile
from cofund.models.extraction import Invoice
from cofund.models.money_terms import BrandTable, CapTerms, EqualParts, WholeBrand
from cofund.models.programme import Programme
from cofund.models.terms import Term, share_of
from cofund.money import ROUNDINGS, Money
from cofund.terms.entitlement import brand_share, refund_share
from tests.builders.claim_files import (
    a_claim_file,
    a_partner,
    a_request,
    an_activity,
    an_application,
    balances,
    dinner_papers,
    the_programme,
)
from tests.builders.companies import MASTERSKAYA, VETER
from tests.builders.reads import a_line, a_party, an_invoice, unsure, with_number

DESCRIPTIONS = (
    "Аренда зала",
    "Авиабилеты",
    "Проживание",
    "Блокнот с логотипом",
    "Термокружка",
    "Услуги отеля",
    "Обучение",
)


KOPECKS = st.integers(0, 10**9)
CHEAP = ("Блокнот с логотипом", "Термокружка")
DEAREST_BEFORE_VAT = 120_000
"""With VAT on top a piece stays below 1 500 roubles."""


@dataclass(frozen=True)
class AnyLine:
    """A line: its words, how many, and its price in kopecks."""

    description: str
    quantity: int
    price: int


@dataclass(frozen=True)
class AnyInvoice:
    """An invoice of one of two sellers, of whom one is never paid."""

    lines: tuple[AnyLine, ...]
    paid: bool
    misread: int | None
    """What an uncertain total says."""

    def paper(self, number: int) -> Invoice:
        """Give the invoice as read."""
        lines = tuple(
            a_line(
                line.description,
                quantity=line.quantity,
                price=f"{line.price // 100}.{line.price % 100:02d}",
                position=position,
            )
            for position, line in enumerate(self.lines, start=1)
        )
        seller = a_party(VETER if self.paid else MASTERSKAYA)
        paper = an_invoice(f"invoice-{number}", lines=lines, seller=seller)
        paper = with_number(paper, str(100 + number))
        if self.misread is None:
            return paper
        return paper.model_copy(update={"gross": unsure(kopecks(self.misread))})


@dataclass(frozen=True)
class AnyTerms:
    """What a programme may say about money; amounts in kopecks."""

    rounding: str
    brand: EqualParts | BrandTable | WholeBrand
    share: int
    month: int | None
    activity: int | None

    def programme(self) -> Programme:
        """Give the shipped programme with these terms."""
        plain = the_programme()
        caps = {
            name: None if amount is None else Term[Money](value=kopecks(amount), source="any")
            for name, amount in (("per_month", self.month), ("per_activity", self.activity))
        }
        refund = {"brand_share": self.brand, "share": Decimal(self.share)}
        return the_programme(
            rounding=plain.rounding.model_copy(update={"value": self.rounding}),
            refund=plain.refund.model_copy(update=refund),
            caps=CapTerms(**caps),  # type: ignore[arg-type]
        )


@dataclass(frozen=True)
class AnyClaim:
    """What a claim, its activity and its fund may be; amounts in kopecks."""

    invoices: tuple[AnyInvoice, ...]
    activity_type: str
    deducts_vat: bool
    claimed: int
    sponsored: int
    approved: int
    available: int
    reserved: int
    fund_open: bool
    souvenirs_left: int | None
    terms: AnyTerms
    shown: int | None
    taken: int | None

    def file(self) -> ClaimFile:
        """Give the claim file."""
        papers = [paper for paper in dinner_papers() if paper.document_id != "invoice"]
        papers += [invoice.paper(number) for number, invoice in enumerate(self.invoices)]
        left = None if self.souvenirs_left is None else kopecks(self.souvenirs_left)
        taken = None if self.taken is None else kopecks(self.taken)
        request = a_request(
            claimed=kopecks(self.claimed),
            sponsor_money=kopecks(self.sponsored),
            manufacturers=self.shown,
        )
        return a_claim_file(
            papers,
            partner=a_partner(deducts_vat=self.deducts_vat),
            programme=self.terms.programme(),
            request=request,
            application=an_application(
                activity=an_activity(activity_type=self.activity_type),
                approved_amount=kopecks(self.approved),
            ),
            balances=balances(
                available=kopecks(self.available),
                reserved_for_activity=kopecks(self.reserved),
                fund_open=self.fund_open,
                souvenir_available=left,
                claimed_in_month=taken,
                paid_for_activity=taken,
            ),
        )


def kopecks(amount: int) -> Money:
    """Give kopecks as money."""
    return Money(amount_minor=amount, currency="RUB")


LINES = st.builds(
    AnyLine, st.sampled_from(DESCRIPTIONS), st.integers(0, 50), st.integers(0, 100_000_000)
)
INVOICES = st.builds(
    AnyInvoice,
    st.lists(LINES, min_size=1, max_size=4).map(tuple),
    st.booleans(),
    st.one_of(st.none(), st.none(), KOPECKS),
)
TERMS = st.builds(
    AnyTerms,
    rounding=st.sampled_from(("half_up", "half_even", "down")),
    brand=st.sampled_from(
        (
            WholeBrand(by="fixed", share="100 %"),
            EqualParts(by="equal_parts"),
            BrandTable(by="table", shares=("100 %", "33.3333 %")),
        )
    ),
    share=st.sampled_from((50, 50, 100, 33, 0)),
    month=st.none() | KOPECKS,
    activity=st.none() | KOPECKS,
)
CLAIMS = st.builds(
    AnyClaim,
    invoices=st.lists(INVOICES, max_size=3).map(tuple),
    activity_type=st.sampled_from(("business_dinner", "conference", "souvenirs")),
    deducts_vat=st.booleans(),
    claimed=st.integers(1, 10**9),
    sponsored=st.sampled_from((0, 0, 1, 10_000, 10**8)),
    approved=KOPECKS,
    available=KOPECKS,
    reserved=KOPECKS,
    fund_open=st.booleans(),
    souvenirs_left=st.none() | KOPECKS,
    terms=TERMS,
    shown=st.none() | st.integers(1, 5),
    taken=st.none() | KOPECKS,
)


def with_dearer_line(claim: AnyClaim, *, more: int, which: int) -> AnyClaim | None:
    """Raise the price of a line that is refunded and stays so; None where the claim has none."""
    places = [
        (at, row)
        for at, invoice in enumerate(claim.invoices)
        if invoice.paid
        for row, line in enumerate(invoice.lines)
        if line.description in CHEAP or line.description == "Аренда зала"
    ]
    if not places:
        return None
    at, row = places[which % len(places)]
    invoice = claim.invoices[at]
    line = invoice.lines[row]
    price = line.price + more
    if line.description in CHEAP and price > DEAREST_BEFORE_VAT:
        return None
    lines = (*invoice.lines[:row], replace(line, price=price), *invoice.lines[row + 1 :])
    dearer = replace(invoice, lines=lines)
    return replace(claim, invoices=(*claim.invoices[:at], dearer, *claim.invoices[at + 1 :]))


def share_of_cost(file: ClaimFile) -> Fraction:
    """Give the part of a cost that the programme refunds, before any rounding."""
    refund = refund_share(file.programme, file.application.activity.activity_type)
    return share_of(refund) * brand_share(file.programme, file.claim.request.manufacturers)


@settings(max_examples=60, deadline=None)
@given(claim=CLAIMS)
def test_money_only_flows_down_and_never_below_zero(claim: AnyClaim) -> None:
    waterfall = assess(claim.file()).waterfall
    steps = waterfall.steps
    assert all(step.before >= step.after for step in steps)
    assert all(step.after.amount_minor >= 0 for step in steps)
    assert waterfall.claimable == steps[-1].after


@settings(max_examples=60, deadline=None)
@given(claim=CLAIMS)
def test_nobody_gets_more_than_share_claim_approval_or_fund(claim: AnyClaim) -> None:
    file = claim.file()
    waterfall, cost = assess(file).waterfall, cost_of(file)
    free = file.balances.available if file.balances.fund_open else Money.zero("RUB")
    limits = [
        file.claim.request.claimed,
        file.application.approved_amount,
        file.balances.reserved_for_activity + free,
    ]
    assert all(waterfall.claimable <= limit for limit in limits)
    if not cost.unread:
        eligible = next(s.after for s in waterfall.steps if s.step == "sponsor_money")
        exactly = eligible.amount_minor * share_of_cost(file)
        assert eligible <= cost.total
        assert waterfall.claimable.amount_minor < exactly + 1


@settings(max_examples=60, deadline=None)
@given(claim=CLAIMS)
def test_all_steps_stand_in_their_order_whatever_the_terms(claim: AnyClaim) -> None:
    steps = assess(claim.file()).waterfall.steps
    assert tuple(step.step for step in steps) == get_args(WaterfallStepName)
    assert [step.before for step in steps[1:]] == [step.after for step in steps[:-1]]


@settings(max_examples=60, deadline=None)
@given(claim=CLAIMS)
def test_shares_are_rounded_exactly_by_the_programmes_mode(claim: AnyClaim) -> None:
    file = claim.file()
    mode = ROUNDINGS[file.programme.rounding.value]
    by_name = {step.step: step for step in assess(file).waterfall.steps}
    vendors = brand_share(file.programme, file.claim.request.manufacturers)
    refund = refund_share(file.programme, file.application.activity.activity_type)
    for name, share in (("brand_share", vendors), ("refund_share", share_of(refund))):
        step = by_name[name]  # type: ignore[index]
        assert step.after.amount_minor == mode(step.before.amount_minor * share)


@settings(max_examples=60, deadline=None)
@given(claim=CLAIMS, more=st.integers(1, 10**7), which=st.integers(0, 11))
def test_a_dearer_eligible_line_never_makes_a_claim_worth_less(
    claim: AnyClaim, more: int, which: int
) -> None:
    # While a paper cannot be read, the claim itself says what it is worth, not the lines.
    certain = replace(claim, invoices=tuple(replace(one, misread=None) for one in claim.invoices))
    dearer = with_dearer_line(certain, more=more, which=which)
    assume(dearer is not None)
    assert dearer is not None
    before, after = assess(certain.file()).waterfall, assess(dearer.file()).waterfall
    assert after.claimable >= before.claimable


@settings(max_examples=60, deadline=None)
@given(claim=CLAIMS)
def test_the_souvenir_part_is_within_amount_and_limit(claim: AnyClaim) -> None:
    file = claim.file()
    waterfall, left = assess(file).waterfall, file.balances.souvenir_available
    assert Money.zero("RUB") <= waterfall.souvenir_part <= waterfall.claimable
    assert left is None or waterfall.souvenir_part <= left


@settings(max_examples=60, deadline=None)
@given(claim=CLAIMS)
def test_shares_sum_up_exactly_and_stay_within_their_invoice(claim: AnyClaim) -> None:
    file = claim.file()
    assessment, cost = assess(file), cost_of(file)
    shares = [fact.share for fact in assessment.invoices]
    assert all(fact.share <= fact.gross for fact in assessment.invoices)
    whole = Money.total(shares, "RUB")
    all_named = len(shares) == len(cost.papers) and not cost.unread
    if all_named and assessment.waterfall.steps[2].after:
        assert whole == assessment.waterfall.claimable
    assert whole <= assessment.waterfall.claimable


@settings(max_examples=40, deadline=None)
@given(claim=CLAIMS)
def test_the_same_claim_file_gives_the_same_bytes(claim: AnyClaim) -> None:
    file = claim.file()
    again = ClaimFile.model_validate_json(file.model_dump_json())
    assert assess(again).model_dump_json() == assess(file).model_dump_json()
