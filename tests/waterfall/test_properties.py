"""Laws of the waterfall that hold for any claim."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from cofund.cost import cost_of
from cofund.judgement import assess
from cofund.models.claim_file import ClaimFile
from cofund.models.extraction import Invoice
from cofund.money import Money
from tests.builders.claim_files import (
    a_claim_file,
    a_partner,
    a_request,
    an_activity,
    an_application,
    balances,
    dinner_papers,
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

    def file(self) -> ClaimFile:
        """Give the claim file."""
        papers = [paper for paper in dinner_papers() if paper.document_id != "invoice"]
        papers += [invoice.paper(number) for number, invoice in enumerate(self.invoices)]
        left = None if self.souvenirs_left is None else kopecks(self.souvenirs_left)
        return a_claim_file(
            papers,
            partner=a_partner(deducts_vat=self.deducts_vat),
            request=a_request(claimed=kopecks(self.claimed), sponsor_money=kopecks(self.sponsored)),
            application=an_application(
                activity=an_activity(activity_type=self.activity_type),
                approved_amount=kopecks(self.approved),
            ),
            balances=balances(
                available=kopecks(self.available),
                reserved_for_activity=kopecks(self.reserved),
                fund_open=self.fund_open,
                souvenir_available=left,
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
)


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
    if not cost.unread:
        limits.append(cost.total.times(Fraction(1, 2), "half_up"))
    assert all(waterfall.claimable <= limit for limit in limits)


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
