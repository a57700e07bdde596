"""Claims in order, and claims that are not, under each of the shipped programmes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from cofund.judgement import assess
from cofund.models.assessment import Assessment, KindsValue
from cofund.models.claim_file import ClaimFile
from cofund.models.extraction import Extraction, Layout, Photo
from cofund.models.ledger import FundKey
from cofund.programme import pinned, shipped_programmes
from tests.builders.claim_files import (
    a_claim_file,
    a_partner,
    a_request,
    an_activity,
    an_application,
    balances,
    dinner_papers,
)
from tests.builders.reads import a_payment_order, an_act, an_invoice, roubles

ADVERTISED: tuple[Extraction, ...] = (
    Layout(document_id="layout"),
    Photo(document_id="photo", width=800, height=600),
    an_invoice(),
    an_act(),
    a_payment_order(),
)
"""Papers of an advertisement of 244 000, 200 000 without VAT."""


def a_claim(
    programme: str, *, papers: tuple[Extraction, ...], **changes: Mapping[str, object]
) -> ClaimFile:
    """Give a claim under a shipped programme; changes are named by what they change."""
    terms = pinned(shipped_programmes(), name=programme, version="2026.1")
    fund = FundKey(programme=programme, partner="integrator", period="2026")
    activity = an_activity(**changes.get("activity", {}))
    partner: dict[str, object] = {"programme": programme, "turnover": roubles(120_000_000)}
    held: dict[str, object] = {
        "souvenir_available": None,
        "available": roubles(10**6),
        "fund": fund,
    }
    return a_claim_file(
        papers,
        programme=terms,
        partner=a_partner(**{**partner, **changes.get("partner", {})}),
        application=an_application(
            programme=programme,
            activity=activity,
            fund=fund,
            approved_amount=roubles(300_000),
            submitted_at=an_application().submitted_at.replace(day=3),
        ),
        request=a_request(**changes.get("request", {})),
        balances=balances(**{**held, **changes.get("balances", {})}),
    )


def outcome(assessment: Assessment) -> tuple[str, list[str]]:
    """Give what can be paid, and the rules that do not pass."""
    open_rules = [found.rule for found in assessment.findings if found.verdict != "pass"]
    return assessment.waterfall.claimable.decimal_text(), open_rules


EVENT: dict[str, object] = {"activity_type": "joint_event", "goal": "sales"}
KEY: dict[str, object] = {"activity_type": "key_direction_launch"}


@pytest.mark.parametrize(
    ("activity", "request_", "expected"),
    [
        (EVENT, {}, ("122000.00", ["cost_per_head"])),
        (EVENT | {"goal": "promotion"}, {}, ("122000.00", ["cost_per_head", "activity_goal"])),
        (EVENT, {"payout_form": "goods_credit"}, ("122000.00", ["cost_per_head", "payout_form"])),
        (KEY, {"claimed": roubles(244_000)}, ("244000.00", [])),
        (KEY, {"claimed": roubles("244000.01")}, ("244000.00", ["claimed_sum"])),
    ],
)
def test_a_distributors_bonus_halves_events_and_pays_key_directions_whole(
    activity: dict[str, object], request_: dict[str, object], expected: tuple[str, list[str]]
) -> None:
    file = a_claim("distributor-bonus", papers=dinner_papers(), activity=activity, request=request_)
    assert outcome(assess(file)) == expected


def test_a_distributors_bonus_is_for_partners_with_enough_sales() -> None:
    small = {"turnover": roubles("9999999.99")}
    file = a_claim(
        "distributor-bonus",
        papers=dinner_papers(),
        activity=KEY,
        partner=small,
        request={"claimed": roubles(244_000)},
    )
    assert outcome(assess(file)) == ("244000.00", ["minimum_turnover"])


AD: dict[str, object] = {
    "activity_type": "outdoor",
    "goal": "promotion",
    "first_day": date(2026, 9, 1),
    "last_day": date(2026, 9, 15),
}


@pytest.mark.parametrize(
    ("shown", "claimed", "expected"),
    [
        (1, "100000", ("100000.00", [])),
        (2, "50000", ("50000.00", [])),
        (3, "33333.34", ("33333.34", [])),
        (3, "33333.35", ("33333.34", ["claimed_sum"])),
        (None, "100000", ("100000.00", ["manufacturers"])),
    ],
)
def test_shared_advertising_pays_half_of_the_vendors_part_without_vat(
    shown: int | None, claimed: str, expected: tuple[str, list[str]]
) -> None:
    request = {"manufacturers": shown, "claimed": roubles(claimed)}
    file = a_claim("shared-advertising", papers=ADVERTISED, activity=AD, request=request)
    assert outcome(assess(file)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"partner": {"level": "silver"}}, ("100000.00", ["partner_level"])),
        ({"partner": {"turnover": roubles(1)}}, ("100000.00", ["partner_segment"])),
        ({"balances": {"claimed_in_month": roubles(320_000)}}, ("80000.00", [])),
        ({"balances": {"claimed_in_year": roubles(2_000_000)}}, ("0.00", [])),
        ({"balances": {"paid_for_activity": roubles(250_000)}}, ("50000.00", [])),
    ],
)
def test_shared_advertising_has_its_levels_segments_and_caps(
    changes: Mapping[str, Mapping[str, object]], expected: tuple[str, list[str]]
) -> None:
    request = {"manufacturers": 1, "claimed": roubles(100_000)}
    file = a_claim("shared-advertising", papers=ADVERTISED, activity=AD, request=request, **changes)
    assert outcome(assess(file)) == expected


def test_shared_advertising_is_proved_by_its_layout_and_a_photo() -> None:
    request = {"manufacturers": 1, "claimed": roubles(100_000)}
    bare = tuple(paper for paper in ADVERTISED if paper.kind not in ("layout", "photo"))
    file = a_claim("shared-advertising", papers=bare, activity=AD, request=request)
    assessment = assess(file)
    (finding,) = (x for x in assessment.findings if x.rule == "required_documents")
    missing = finding.params["missing"]
    assert isinstance(missing, KindsValue)
    assert (missing.value, assessment.outcome) == (("layout", "photo"), "return")
