"""What stands first in a letter: the gravest, and what papers cannot mend is said so."""

from __future__ import annotations

import pytest

from cofund.models.assessment import Effect, Finding
from cofund.models.claim import Locale
from cofund.pages.arrange import groups
from cofund.pages.catalogues import catalogue
from cofund.pages.gravity import BEYOND_MENDING, GRAVITY, gravest_first, is_beyond_mending
from cofund.rules import RULES
from tests.builders.reads import roubles


def found(rule: str, effect: Effect = "return", message: str = "any", taken: int = 0) -> Finding:
    """Give a failing finding."""
    return Finding(
        rule=rule,
        verdict="fail",
        effect=effect,
        message=message,
        deducted=roubles(taken) if effect == "deduct" else None,
    )


def test_every_rule_has_its_place_and_no_other_has() -> None:
    assert sorted(GRAVITY) == sorted(rule.name for rule in RULES)


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("message", sorted(BEYOND_MENDING))
def test_what_is_beyond_mending_is_something_that_rules_say(message: str, locale: Locale) -> None:
    assert catalogue("rules", locale).gettext(message) != message


def test_findings_come_by_effect_and_in_each_the_gravest_first() -> None:
    findings = (
        found("vat_amount"),
        found("value_certain", "review"),
        found("required_documents"),
        found("ineligible_lines", "deduct", taken=10),
        found("claim_window"),
        found("tax_ids", "review"),
        found("buyer_is_partner"),
    )
    order = [[entry.finding.rule for entry in group.entries] for group in groups(findings)]
    assert order == [
        ["claim_window", "required_documents", "buyer_is_partner", "vat_amount"],
        ["ineligible_lines"],
        ["tax_ids", "value_certain"],
    ]


def test_of_one_rule_the_dearest_comes_first_and_equals_stay_as_they_stood() -> None:
    findings = tuple(found("ineligible_lines", "deduct", taken=taken) for taken in (5, 70, 5))
    assert [position for position, _ in gravest_first(findings)] == [1, 0, 2]


def test_a_rule_nobody_placed_comes_last_and_is_not_lost() -> None:
    findings = (found("of_an_older_release"), found("value_certain", "review"))
    assert [finding.rule for _, finding in gravest_first(findings)] == [
        "value_certain",
        "of_an_older_release",
    ]


@pytest.mark.parametrize(
    ("findings", "beyond"),
    [
        ((), False),
        ((found("vat_amount"),), False),
        ((found("claim_window", message="late"),), True),
        ((found("claim_window", message="too_early"),), False),
        ((found("claim_window", message="late"), found("vat_amount")), False),
        ((found("claim_window", message="late"), found("tax_ids", "review")), True),
        ((found("claim_window", "review", message="late"),), False),
    ],
)
def test_a_claim_is_beyond_mending_if_papers_can_change_none_of_its_reasons(
    findings: tuple[Finding, ...], beyond: bool
) -> None:
    assert is_beyond_mending(findings) == beyond
