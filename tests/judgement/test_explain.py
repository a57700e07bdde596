"""A judgement made again from what was stored: the same bytes, whatever has changed since."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cofund.cli import explain as explain_command
from cofund.errors import NotFound, NotUnderstood, TryAgain
from cofund.models.assessment import Assessment, BalanceFacts
from cofund.money import Money
from cofund.programme import shipped_programmes
from cofund.rules import RULES
from cofund.steps import explaining, judging
from cofund.steps.explaining import explain
from cofund.steps.judged_inputs import find_inputs, inputs_key, keep_inputs
from cofund.steps.judging import check_claim
from cofund.steps.storage import assessment_key
from tests.builders.answers import answer
from tests.builders.claims import an_office
from tests.builders.corrections import BANQUET, a_misread_walk, correct_as_reviewer
from tests.builders.reads import roubles
from tests.builders.walks import Walk, a_walk
from tests.cli.commands import cofund
from tests.fakes.office import FakeOffice
from tests.pages.test_catalogues import catalog


@pytest.fixture
def walk() -> Walk:
    """A clean dinner in review."""
    return a_walk(an_office()).to_review()


@pytest.fixture
def found(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """The dinner's office is the one that commands find."""
    monkeypatch.setattr(explain_command, "find_office", lambda: walk.office)
    return walk


def stored_assessment(walk: Walk) -> bytes:
    return walk.office.files.read("evidence", assessment_key(walk.claim_id, 1), limit=10**7)


def rewrite(walk: Walk, key: str, content: bytes) -> None:
    """Store other bytes where evidence lies, as no function of ours can."""
    walk.office.files.write("evidence", key, content, content_type="application/json")


def rewrite_inputs(walk: Walk, change: Any) -> None:
    """Change the stored inputs as a program of another year would have written them."""
    key = inputs_key(assessment_key(walk.claim_id, 1))
    written = json.loads(gzip.decompress(walk.office.files.read("evidence", key, limit=10**7)))
    change(written)
    rewrite(walk, key, gzip.compress(json.dumps(written).encode()))


def test_a_judgement_made_again_is_the_stored_one_byte_for_byte(walk: Walk) -> None:
    explanation = explain(walk.claim_id, version=None, office=walk.office)
    assert explanation.anew.model_dump_json().encode() == stored_assessment(walk)
    assert explanation.identical
    assert explanation.installed.status == "same"
    assert explanation.decision is None


def test_it_is_the_same_when_the_participants_and_the_working_files_are_gone(walk: Walk) -> None:
    answer(walk.office, "approve")
    walk.end()
    for prefix in ("working/", "extractions/", "originals/"):
        walk.office.files.delete("personal", prefix)
    explanation = explain(walk.claim_id, version=1, office=walk.office)
    assert explanation.anew.model_dump_json().encode() == stored_assessment(walk)
    assert explanation.decision is not None
    assert explanation.decision.amount == roubles(122_000)


def test_balances_count_as_they_were_and_not_as_they_are(walk: Walk) -> None:
    before = explain(walk.claim_id, version=1, office=walk.office).anew.balances
    answer(walk.office, "approve")
    walk.end()
    assert explain(walk.claim_id, version=1, office=walk.office).anew.balances == before


def test_the_stored_terms_count_and_another_file_of_that_version_is_named(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (mended,) = [p for p in shipped_programmes() if p.programme == "it-vendor"][-1:]
    refund = mended.refund.model_copy(update={"share": mended.refund.share / 2})
    monkeypatch.setattr(
        FakeOffice, "programme", lambda *_: mended.model_copy(update={"refund": refund})
    )
    explanation = explain(walk.claim_id, version=1, office=walk.office)
    assert explanation.identical
    assert explanation.installed.status == "changed"
    assert [one.term.path for one in explanation.installed.changed] == ["refund.share"]


def test_a_version_that_is_not_installed_any_more_is_no_hindrance(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise NotFound("no such version")

    monkeypatch.setattr(FakeOffice, "programme", gone)
    explanation = explain(walk.claim_id, version=1, office=walk.office)
    assert (explanation.identical, explanation.installed.status) == (True, "not_installed")


def test_a_rule_that_came_later_stays_out(walk: Walk) -> None:
    later = RULES[-1].name

    def as_before_it(written: dict[str, Any]) -> None:
        written["rules"].remove(later)
        written["file"]["programme"]["effects"]["by_rule"].pop(later, None)

    rewrite_inputs(walk, as_before_it)
    stored = json.loads(stored_assessment(walk))
    stored["findings"] = [one for one in stored["findings"] if one["rule"] != later]
    rewrite(walk, assessment_key(walk.claim_id, 1), json.dumps(stored).encode())
    assert explain(walk.claim_id, version=1, office=walk.office).identical


def test_fields_that_came_later_with_a_default_change_nothing(walk: Walk) -> None:
    """A value at its default that is left out reads like one that did not exist then."""
    rewrite_inputs(walk, lambda written: written["file"].pop("earlier_uses"))
    stored = json.loads(stored_assessment(walk))
    for finding in stored["findings"]:
        del finding["deducted"]
    rewrite(walk, assessment_key(walk.claim_id, 1), json.dumps(stored).encode())
    assert explain(walk.claim_id, version=1, office=walk.office).identical


def test_what_differs_is_shown_as_stored_and_as_judged_today(walk: Walk) -> None:
    stored = Assessment.model_validate_json(stored_assessment(walk))
    other = stored.waterfall.model_copy(update={"claimable": roubles(1)})
    changed = stored.model_copy(update={"waterfall": other}).model_dump_json()
    rewrite(walk, assessment_key(walk.claim_id, 1), changed.encode())
    explanation = explain(walk.claim_id, version=1, office=walk.office)
    assert not explanation.identical
    lines = [line for line in explanation.difference if line[0] in "+-"]
    assert [line.replace(" ", "") for line in lines] == [
        '-"amount_minor":100,',
        '+"amount_minor":12200000,',
    ]


def test_a_shape_of_the_future_is_not_understood(walk: Walk) -> None:
    rewrite_inputs(walk, lambda written: written.update(shape=2))
    with pytest.raises(NotUnderstood):
        explain(walk.claim_id, version=1, office=walk.office)


def test_twins_of_a_run_judge_the_inputs_that_were_kept_first(walk: Walk) -> None:
    """A run that was killed before it stored its assessment is finished from its inputs."""
    key = assessment_key(walk.claim_id, 1)
    office = walk.office
    first = explaining.find_inputs(key, office=office).file
    less = first.balances.model_copy(update={"available": roubles(7)})
    twin = first.model_copy(update={"balances": less})
    assert keep_inputs(key, twin, office=office) == first


def test_the_command_prints_the_judgement_and_says_that_it_is_the_same(found: Walk) -> None:
    ran = cofund("claim", "explain", found.claim_id)
    assert (ran.status, ran.err) == (0, "")
    for said in (
        f"Claim {found.claim_id}, version 1, by it-vendor 2026.1",
        "Reserved for the activity",
        "invoice.pdf, page 1",
        "Nobody has decided",
        "the same, byte for byte",
    ):
        assert said in ran.out
    russian = cofund("claim", "explain", found.claim_id, "--language", "ru").out
    assert "совпал байт в байт" in russian
    assert "От расходов к сумме компенсации" in russian


def test_the_command_gives_the_whole_judgement_as_json(found: Walk) -> None:
    ran = cofund("claim", "explain", found.claim_id, "--version", "1", "--json")
    (row,) = ran.rows
    assert (ran.status, row["identical"], row["difference"]) == (0, True, [])
    assert row["assessment"] == json.loads(stored_assessment(found))


def test_the_command_ends_with_one_where_something_differs(found: Walk) -> None:
    stored = json.loads(stored_assessment(found))
    stored["waterfall"]["claimable"]["amount_minor"] = 1
    rewrite(found, assessment_key(found.claim_id, 1), json.dumps(stored).encode())
    ran = cofund("claim", "explain", found.claim_id)
    assert ran.status == 1
    assert '+   "amount_minor": 12200000,' in ran.out


@pytest.mark.parametrize(
    "words", [("c-0",), ("../c",), ("claim-1", "--version", "3")], ids=lambda words: words[0]
)
@pytest.mark.usefixtures("found")
def test_what_was_never_judged_cannot_be_explained(words: tuple[str, ...]) -> None:
    ran = cofund("claim", "explain", *words)
    assert (ran.status, ran.out) == (2, "")
    assert "no judgement of such a claim" in ran.err


def test_a_message_that_is_gone_is_shown_by_its_name(
    found: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = explain_command.judge_again(found.claim_id, version=1, office=found.office)
    gone = real.anew.findings[0].model_copy(update={"message": "of_old"})
    anew = real.anew.model_copy(update={"findings": (gone,)})
    monkeypatch.setattr(explain_command, "judge_again", lambda *_, **__: replace(real, anew=anew))
    assert f"{gone.rule}.of_old" in cofund("claim", "explain", found.claim_id).out


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_every_balance_has_its_name(locale: str) -> None:
    amounts = [
        field
        for field, about in BalanceFacts.model_fields.items()
        if about.annotation in (Money, Money | None)
    ]
    known = {str(message.id) for message in catalog("cli", locale)}
    assert amounts
    assert {f"explain.balance.{field}" for field in amounts} <= known


def cut_off(*_: object, **__: object) -> None:
    raise TryAgain("cut off")


def test_after_a_correction_the_corrected_judgement_is_explained() -> None:
    walk = a_misread_walk()
    correct_as_reviewer(walk, BANQUET)
    explanation = explain(walk.claim_id, version=None, office=walk.office)
    assert explanation.identical
    assert explanation.anew.waterfall.claimable == roubles(122_000)


@pytest.mark.parametrize("lost", ["assessment", "pointer"])
def test_a_run_killed_after_its_inputs_is_finished_by_the_next_from_these_inputs(
    lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the two runs the balances change; what was kept first is what is judged."""
    office = an_office()
    walk = a_walk(office)
    walk.read()
    with monkeypatch.context() as patch:
        if lost == "assessment":
            patch.setattr(judging, "store_assessment", cut_off)
        else:
            patch.setattr(office.claims, "note", cut_off)
        with pytest.raises(TryAgain):
            check_claim(walk.claim_id, 1, office=office)
    kept = find_inputs(assessment_key(walk.claim_id, 1), office=office).file
    office.clock.move(timedelta(days=3))
    assert check_claim(walk.claim_id, 1, office=office) == "review"
    explanation = explain(walk.claim_id, version=1, office=office)
    assert explanation.identical
    assert explanation.anew.assessed_at == kept.assessed_at
