"""Past claims judged by another programme: difference, reasons, and what cannot be judged."""

from __future__ import annotations

import gzip
import json
from datetime import date

import pytest

from cofund.models.replay import NotReplayed, PastClaim, Replayed, ReplayedClaim
from cofund.replays.pool import replay_in_processes
from cofund.replays.replay import MAX_MONTHS, months_between, replay_batch, replay_claim
from cofund.replays.totals import summarise
from tests.builders.claim_files import (
    a_claim_file,
    a_partner,
    a_request,
    an_activity,
    an_application,
    dinner_papers,
    the_programme,
)
from tests.builders.past_claims import a_past_claim, a_programme_refunding
from tests.builders.reads import roubles

LESS = a_programme_refunding(40)
MORE = a_programme_refunding(60)


def replayed(past: PastClaim, *, programme: object = LESS) -> ReplayedClaim:
    """Give a claim that can be judged by the programme."""
    result = replay_claim(past, programme)  # type: ignore[arg-type]
    assert isinstance(result, ReplayedClaim), result
    return result


def asking_for(amount: int, **changes: object) -> PastClaim:
    """Give a past claim for less than half of its cost of 244,000."""
    return a_past_claim(a_claim_file(request=a_request(claimed=roubles(amount)), **changes))  # type: ignore[arg-type]


def test_under_its_own_programme_nothing_differs() -> None:
    result = replayed(a_past_claim(), programme=the_programme())
    assert result.before == result.after
    assert (result.went, result.came, result.steps) == ((), (), ())
    assert result.difference == roubles(0)


def test_a_lower_share_takes_from_a_claim_what_its_step_takes() -> None:
    """244,000 at 40 % are 97,600. The claim asks for 122,000: by these terms it would not have."""
    result = replayed(a_past_claim())
    assert (result.before.gets, result.before.outcome) == (roubles(122_000), "review")
    assert (result.after.gets, result.after.outcome) == (roubles(97_600), "review")
    assert result.difference == roubles(-24_400)
    assert [(one.rule, one.effect) for one in result.came] == [("claimed_sum", "return")]
    assert [(one.step, one.change) for one in result.steps] == [("refund_share", roubles(-24_400))]
    assert (result.steps[0].term_before, result.steps[0].term_after) == ("50 %", "40 %")


def test_a_higher_share_shows_in_what_the_terms_give_not_in_what_was_asked_for() -> None:
    """The claim asked for half; 60 % would have been 146,400."""
    result = replayed(a_past_claim(), programme=MORE)
    assert (result.before.by_terms, result.after.by_terms) == (roubles(122_000), roubles(146_400))
    assert result.difference == roubles(0)
    summary = summarise([result], MORE)
    assert summary.everybody.terms_after == roubles(146_400)


def test_a_claim_that_asked_too_much_by_its_own_terms_stays_returned() -> None:
    greedy = asking_for(150_000)
    result = replayed(greedy)
    assert (result.before.outcome, result.after.outcome) == ("return", "return")
    assert result.difference == roubles(0)
    generous = replayed(greedy, programme=a_programme_refunding(70))
    assert (generous.after.outcome, generous.difference) == ("review", roubles(150_000))


def test_the_steps_changes_sum_up_to_the_difference_of_the_claimable_amounts() -> None:
    """At 90,000 the share takes more, and what the claim asks for then takes less."""
    result = replayed(asking_for(90_000))
    assert [(one.step, one.change) for one in result.steps] == [
        ("refund_share", roubles(-24_400)),
        ("claimed_amount", roubles(24_400)),
    ]
    assert result.difference == roubles(0)
    for programme in (LESS, MORE):
        one = replayed(a_past_claim(), programme=programme)
        moved = sum((step.change.amount_minor for step in one.steps), 0)
        assert moved == (one.after.claimable - one.before.claimable).amount_minor


def test_a_finding_that_goes_lets_a_returned_claim_count() -> None:
    """Without a list of participants the dinner is returned; another programme needs none."""
    papers = tuple(paper for paper in dinner_papers() if paper.kind != "participant_list")
    past = a_past_claim(a_claim_file(papers))
    dinner = the_programme().activities["business_dinner"]
    needed = tuple(kinds for kinds in dinner.documents if kinds != ("participant_list",))
    lenient = the_programme(
        activities={
            "business_dinner": dinner.model_copy(
                update={"documents": needed, "participants_at_least": None}
            )
        }
    )
    result = replayed(past, programme=lenient)
    assert (result.before.outcome, result.before.gets) == ("return", roubles(0))
    assert [one.rule for one in result.went] == ["required_documents"]
    assert result.difference == roubles(122_000)


def test_who_asked_for_a_person_counts_although_a_rule_would_return_it() -> None:
    papers = tuple(paper for paper in dinner_papers() if paper.kind != "event_report")
    past = a_past_claim(a_claim_file(papers, claim={"person_requested": True}))
    assert replayed(past, programme=the_programme()).before.gets == roubles(122_000)


def test_balances_are_those_that_were_recorded() -> None:
    poor = a_claim_file().balances.model_copy(
        update={"available": roubles(0), "reserved_for_activity": roubles(1_000)}
    )
    result = replayed(a_past_claim(a_claim_file(balances=poor)), programme=MORE)
    assert (result.before.claimable, result.after.claimable) == (roubles(1_000), roubles(1_000))


def test_a_claim_that_a_programme_has_no_words_for_is_listed_with_the_reason() -> None:
    dinner = the_programme().activities["business_dinner"]
    past = a_past_claim()
    for programme, reason, detail in (
        (the_programme(activities={"webinar": dinner}), "activity_type", "business_dinner"),
        (the_programme(programme="other"), "other_programme", "it-vendor"),
        (the_programme(currency="EUR"), "currency", "RUB"),
    ):
        result = replay_claim(past, programme)
        assert isinstance(result, NotReplayed)
        assert (result.claim_id, result.reason, result.detail) == ("claim-1", reason, detail)


def test_inputs_of_an_unknown_shape_are_listed() -> None:
    past = a_past_claim()
    written = json.loads(gzip.decompress(past.inputs)) | {"shape": 9}
    future = past.model_copy(update={"inputs": gzip.compress(json.dumps(written).encode())})
    result = replay_claim(future, LESS)
    assert isinstance(result, NotReplayed)
    assert result.reason == "unknown_shape"
    spoiled = past.model_copy(update={"assessment": b"{}"})
    assert isinstance(replay_claim(spoiled, LESS), NotReplayed)


def test_totals_are_by_partner_and_of_everybody_the_largest_difference_first() -> None:
    other = a_past_claim(
        a_claim_file(
            partner=a_partner(partner_id="other", name="ООО «Другой»"),
            application=an_application(partner_id="other"),
            claim={"partner_id": "other", "claim_id": "claim-2"},
            request=a_request(claimed=roubles(100_000)),
        )
    )
    missing = NotReplayed(claim_id="claim-3", version=1, reason="not_kept")
    results = replay_batch([other, a_past_claim(), missing], LESS)
    summary = summarise(results, LESS)
    assert [(one.partner_id, one.difference) for one in summary.partners] == [
        ("integrator", roubles(-24_400)),
        ("other", roubles(-2_400)),
    ]
    everybody = summary.everybody
    assert (everybody.claims, everybody.more, everybody.less) == (2, 0, 2)
    assert (everybody.before, everybody.after) == (roubles(222_000), roubles(195_200))
    assert summary.not_judged == 1


def test_of_no_claims_at_all_the_totals_are_zero() -> None:
    summary = summarise([], LESS)
    assert (summary.partners, summary.everybody.difference) == ((), roubles(0))


def test_processes_give_what_this_one_gives_in_the_same_order() -> None:
    batches = [[asking_for(amount)] for amount in range(90_000, 98_000, 1_000)]
    alone: list[Replayed] = [one for batch in batches for one in replay_batch(batch, LESS)]
    assert list(replay_in_processes(batches, LESS)) == alone


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-01", "2026-01", ("2026-01",)),
        ("2025-11", "2026-02", ("2025-11", "2025-12", "2026-01", "2026-02")),
    ],
)
def test_months_run_from_the_first_to_the_last(
    first: str, last: str, months: tuple[str, ...]
) -> None:
    day = (date.fromisoformat(f"{month}-01") for month in (first, last))
    assert months_between(*day) == months


def test_months_are_bounded_and_never_run_backwards() -> None:
    january = date(2026, 1, 31)
    assert len(months_between(january, date(2035, 12, 1))) == MAX_MONTHS
    for last in (date(2036, 1, 1), date(2025, 12, 31)):
        with pytest.raises(ValueError, match="months"):
            months_between(january, last)


def test_an_activity_is_counted_by_its_last_day() -> None:
    over_new_year = an_application(
        activity=an_activity(first_day=date(2026, 12, 31), last_day=date(2027, 1, 1))
    )
    assert replayed(asking_for(90_000, application=over_new_year)).last_day == date(2027, 1, 1)
