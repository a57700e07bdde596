"""Guests: what each of them cost, and whether they are another event's."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cofund.models.assessment import CountValue, MoneyValue, TextValue
from cofund.models.claim_file import ClaimFile, EarlierParticipants, EarlierPhoto
from cofund.models.claim_folder import HistoryWritten
from cofund.models.programme import Programme
from cofund.money import Money
from tests.builders.claim_files import (
    a_claim_file,
    a_partner,
    dinner_papers,
    judged,
    the_finding,
    the_programme,
    with_paper,
)
from tests.builders.reads import (
    DINNER_LINES,
    a_line,
    a_participant,
    a_participant_list,
    an_invoice,
    read,
    roubles,
    unsure,
)

HELD = date(2026, 9, 15)


def at_most(each: Money | None) -> Programme:
    """Give the programme with this much allowed for each guest of a dinner."""
    programme = the_programme()
    dinner = programme.activities["business_dinner"]
    changed = dinner.model_copy(update={"cost_per_head_at_most": each})
    return the_programme(activities={**programme.activities, "business_dinner": changed})


def dinner(each: str, **changes: object) -> ClaimFile:
    """Give the dinner of 244 000 roubles and 12 guests: 20 333.33 each."""
    return a_claim_file(programme=at_most(roubles(each)), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("guests", "each", "expected"),
    [
        (12, "20333.34", ("pass", "within")),
        (12, "20333.33", ("fail", "above")),
        (10, "24400", ("pass", "within")),
        (10, "24399.99", ("fail", "above")),
        (1, "244000", ("pass", "within")),
        (1, "0", ("fail", "above")),
    ],
)
def test_a_kopeck_over_the_most_for_each_guest_is_over_it(
    guests: int, each: str, expected: tuple[str, str]
) -> None:
    papers = with_paper(a_participant_list(guests))
    file = a_claim_file(papers, programme=at_most(roubles(each)))
    assert judged(file, "cost_per_head") == [expected]


def test_the_cost_shown_is_rounded_as_the_programme_rounds() -> None:
    finding = the_finding(dinner("1"), "cost_per_head")
    assert finding.params["each"] == MoneyValue(value=roubles("20333.33"))
    assert finding.params["guests"] == CountValue(value=12)
    assert finding.effect == "review"


def test_lines_never_refunded_are_no_cost_of_the_guests() -> None:
    lines = (*DINNER_LINES, a_line("Авиабилеты", price=56_000, position=3))
    papers = with_paper(an_invoice(lines=lines))
    file = a_claim_file(papers, programme=at_most(roubles("20333.34")))
    assert judged(file, "cost_per_head") == [("pass", "within")]


def test_a_partner_that_deducts_vat_is_measured_with_it_too() -> None:
    file = dinner("20333.33", partner=a_partner(deducts_vat=True))
    assert judged(file, "cost_per_head") == [("fail", "above")]


def test_own_people_are_no_guests_to_share_the_cost() -> None:
    host = a_participant(13, email=read("host@integrator.example"))
    listed = a_participant_list(10)
    listed = listed.model_copy(update={"participants": (*listed.participants, host)})
    partner = a_partner(email_domains=("integrator.example",))
    file = a_claim_file(with_paper(listed), partner=partner, programme=at_most(roubles("24399.99")))
    assert judged(file, "cost_per_head") == [("fail", "above")]


def test_without_any_guest_a_person_looks() -> None:
    host = a_participant(1, email=read("host@integrator.example"))
    listed = a_participant_list(0).model_copy(update={"participants": (host,)})
    partner = a_partner(email_domains=("integrator.example",))
    file = a_claim_file(with_paper(listed), partner=partner, programme=at_most(roubles(1)))
    assert judged(file, "cost_per_head") == [("unclear", "no_guests")]


def test_a_paper_that_could_not_be_read_leaves_a_cheap_dinner_open() -> None:
    papers = (*dinner_papers(), an_invoice("invoice-2", gross=unsure(roubles(9))))
    cheap = a_claim_file(papers, programme=at_most(roubles(30_000)))
    dear = a_claim_file(papers, programme=at_most(roubles(1_000)))
    assert judged(cheap, "cost_per_head") == [("unclear", "perhaps")]
    assert judged(dear, "cost_per_head") == [("fail", "above")]


def test_a_line_of_unsure_cost_that_is_never_refunded_leaves_a_dear_dinner_open() -> None:
    flight = a_line("Авиабилеты", price=56_000, position=3).model_copy(
        update={"amount": unsure(roubles(56_000))}
    )
    papers = with_paper(an_invoice(lines=(*DINNER_LINES, flight)))
    file = a_claim_file(papers, programme=at_most(roubles(1_000)))
    assert judged(file, "cost_per_head") == [("unclear", "perhaps")]


def test_a_programme_without_a_most_does_not_ask() -> None:
    assert judged(a_claim_file(programme=at_most(None)), "cost_per_head") == []


def overlapping(
    people: int, *, partner: str = "nebyvalye", days: int = 0, guests: int = 12
) -> ClaimFile:
    """Give a dinner, so many of whose guests stand on another list so many days apart."""
    use = EarlierParticipants(
        people=tuple(range(1, people + 1)),
        first_day=HELD + timedelta(days=days),
        claim_id="claim-9",
        partner_id=partner,
    )
    return a_claim_file(with_paper(a_participant_list(guests)), earlier_uses=(use,))


@pytest.mark.parametrize(
    ("people", "guests", "expected"),
    [
        (5, 12, ("pass", "few")),
        (6, 12, ("fail", "other")),
        (6, 13, ("pass", "few")),
        (12, 12, ("fail", "other")),
        (1, 1, ("fail", "other")),
    ],
)
def test_half_of_the_guests_are_worth_a_look(
    people: int, guests: int, expected: tuple[str, str]
) -> None:
    assert judged(overlapping(people, guests=guests), "participants_overlap") == [expected]


@pytest.mark.parametrize(
    ("days", "expected"),
    [(90, "other"), (91, "few"), (-90, "other"), (-91, "few"), (0, "other")],
)
def test_guests_may_come_again_after_ninety_days(days: int, expected: str) -> None:
    ((_, message),) = judged(overlapping(12, days=days), "participants_overlap")
    assert message == expected


def test_only_an_own_claim_is_named() -> None:
    own = the_finding(overlapping(12, partner="integrator"), "participants_overlap")
    other = the_finding(overlapping(12), "participants_overlap")
    assert (own.message, own.params["claim"]) == ("own", TextValue(value="claim-9"))
    assert "claim-9" not in other.model_dump_json()
    assert "nebyvalye" not in other.model_dump_json()
    assert len(other.evidence) == 12
    assert (own.effect, other.effect) == ("review", "review")


def test_hosts_who_come_to_every_event_do_not_count() -> None:
    hosts = tuple(a_participant(n, email=read(f"h{n}@integrator.example")) for n in range(1, 7))
    listed = a_participant_list(12)
    listed = listed.model_copy(update={"participants": (*hosts, *listed.participants[6:])})
    use = EarlierParticipants(
        people=tuple(range(1, 7)), first_day=HELD, claim_id="claim-9", partner_id="integrator"
    )
    partner = a_partner(email_domains=("integrator.example",))
    file = a_claim_file(with_paper(listed), partner=partner, earlier_uses=(use,))
    assert judged(file, "participants_overlap") == [("pass", "few")]


def test_the_list_that_repeats_most_is_told() -> None:
    uses = tuple(
        EarlierParticipants(
            people=tuple(range(1, count + 1)),
            first_day=HELD,
            claim_id=f"claim-{count}",
            partner_id="integrator",
        )
        for count in (7, 11, 8)
    )
    finding = the_finding(a_claim_file(earlier_uses=uses), "participants_overlap")
    assert finding.params["claim"] == TextValue(value="claim-11")


def test_a_programme_that_compares_no_lists_does_not_ask() -> None:
    file = overlapping(12).model_copy(update={"programme": the_programme(overlap=None)})
    assert judged(file, "participants_overlap") == []


def test_a_whole_list_is_needed_where_the_programme_says_so() -> None:
    programme = the_programme()
    assert programme.overlap is not None
    strict = programme.overlap.model_copy(update={"share": Decimal(100)})
    for people, message in ((11, "few"), (12, "other")):
        file = overlapping(people).model_copy(update={"programme": the_programme(overlap=strict)})
        assert judged(file, "participants_overlap")[0][1] == message


def test_a_folder_tells_of_other_claims_photos_and_guests_too() -> None:
    guests = overlapping(12).earlier_uses[0]
    photo = EarlierPhoto(fingerprint="0" * 64, claim_id="claim-9", partner_id="nebyvalye")
    written = {"photos": [photo.model_dump()], "participants": [guests.model_dump()]}
    assert HistoryWritten.model_validate(written).uses == (photo, guests)
