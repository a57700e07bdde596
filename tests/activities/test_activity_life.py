"""An application through its life: reserved, changed, extended, cancelled, expired; each once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cofund.errors import NotAccepted, NotFound, NotInThisState, TooLate
from cofund.models.activities import PlanLine
from cofund.models.ledger import ClosePeriod, Reserve
from cofund.money import Money
from cofund.pages.messages import said_text
from cofund.steps.activities.consent import shown
from cofund.steps.activities.ending import end_applications
from cofund.steps.activities.filing import askable, cancel, file_application
from cofund.steps.activities.reserving import reserve_activity, reserve_begun
from cofund.steps.consents.filing import withdraw_matter
from cofund.steps.funds.ending_reservations import end_reservations
from cofund.steps.opening import open_claim
from tests.builders.claim_files import FUND, a_request, september
from tests.builders.claims import ANNA, an_office
from tests.builders.dinners import (
    ASKED,
    DINNER,
    FREE,
    NEXT_FUND,
    agreed,
    agreement,
    answered,
    available,
    changed,
    dinner,
    filed,
    next_version,
    open_next_period,
    reservation,
)
from tests.builders.matters import assert_matter_sound, consented, letters_to
from tests.builders.reads import roubles
from tests.fakes.faulty_items import Fault, FaultyItems, Killed
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice


@pytest.fixture
def office() -> FakeOffice:
    """Give an office on 1 September: three weeks before the dinner that is asked for."""
    office = an_office()
    office.clock.set(september(1))
    return office


def spend(office: FakeOffice, amount: Money) -> None:
    other = Reserve(
        fund=FUND,
        actor="step",
        reason="approved",
        at=office.clock(),
        programme_version="2026.1",
        application="another",
        amount=amount,
    )
    office.ledger.post(other)


def test_what_is_agreed_to_is_reserved_and_can_be_claimed(office: FakeOffice) -> None:
    walk = agreed(office)
    assert available(office) == FREE - ASKED
    application, version = agreement(walk)
    assert (version, application.fund, application.approved_amount) == (1, FUND, ASKED)
    assert application.programme_version == "2026.1"
    claim = open_claim(a_request(application_id=walk.matter.matter_id), ANNA, office=office)
    assert claim.application_id == walk.matter.matter_id
    assert_matter_sound(walk)


def test_the_same_form_files_one_application(office: FakeOffice) -> None:
    one, other = filed(office), filed(office)
    assert one.matter == other.matter
    again = file_application(dinner(), ANNA, form_id="f" * 32, office=office)
    assert again.matter.matter_id != one.matter.matter_id


def test_late_is_refused_by_its_name(office: FakeOffice) -> None:
    with pytest.raises(TooLate):
        filed(office, dinner(date(2026, 9, 14)))
    with pytest.raises(NotAccepted):
        filed(office, dinner(asked=roubles(125_001)))
    assert office.matters.of_partner("application", "integrator") == ()


def test_reserving_again_changes_nothing(office: FakeOffice) -> None:
    walk = agreed(office)
    assert reserve_activity(walk.matter, office=office).outcome == "reserved"
    assert reservation(walk).amount == ASKED
    assert_matter_sound(walk)


@pytest.mark.parametrize("writes", range(4))
def test_a_crash_at_any_write_of_reserving_is_made_good(writes: int) -> None:
    faulty = FaultyItems(MemoryItems())
    office = an_office(faulty)
    office.clock.set(september(1))
    walk = filed(office)
    walk.ask()
    consented(office, "approve")
    untroubled: list[Fault] = ["none"] * writes
    faulty.faults.extend((*untroubled, "killed_after"))
    try:
        reserve_activity(walk.matter, office=office)
    except Killed:
        faulty.all_is_well()
        reserve_activity(walk.matter, office=office)
    faulty.all_is_well()
    assert reservation(walk).remaining == ASKED
    assert agreement(walk)[1] == 1
    assert_matter_sound(walk)


def test_where_the_fund_has_too_little_the_partner_learns_what_to_do(office: FakeOffice) -> None:
    walk = filed(office)
    walk.ask()
    consented(office, "approve")
    spend(office, FREE - roubles(10_000))
    head = walk.end()
    assert (head.state, head.consented) == ("returned", None)
    letter = letters_to(office, ANNA)[-1]
    assert "10 000,00 ₽" in letter.text.replace("\u00a0", " ")
    smaller = next_version(walk, dinner(asked=roubles(10_000)))
    assert answered(smaller, "approve").state == "approved"
    assert available(office) == roubles(0)
    assert_matter_sound(walk)


def test_giving_up_what_the_fund_could_not_bear_leaves_no_consent(office: FakeOffice) -> None:
    walk = filed(office)
    walk.ask()
    consented(office, "approve")
    spend(office, FREE)
    walk.end()
    withdraw_matter(walk.head, ANNA, office=office)
    assert walk.head.state == "withdrawn"
    assert_matter_sound(walk)


def test_a_closed_fund_is_a_named_end(office: FakeOffice) -> None:
    walk = filed(office)
    walk.ask()
    consented(office, "approve")
    office.ledger.post(
        ClosePeriod(
            fund=FUND, actor="step", reason="over", at=office.clock(), programme_version="1"
        )
    )
    assert walk.end().state == "returned"
    assert office.matters.audit("application", walk.matter.matter_id)[-1].reason == "fund_closed"


def test_a_coming_periods_money_is_reserved_when_it_begins(office: FakeOffice) -> None:
    walk = filed(office, dinner(date(2026, 10, 20)))
    walk.ask()
    consented(office, "approve")
    assert reserve_activity(walk.matter, office=office).outcome == "waits"
    assert walk.head.state == "approved"
    assert reserve_begun("integrator", office=office) == ()
    open_next_period(office)
    assert reserve_begun("integrator", office=office) == (walk.matter.matter_id,)
    assert reserve_begun("integrator", office=office) == ()
    assert available(office, NEXT_FUND) == roubles(60_000)
    assert agreement(walk)[0].fund == NEXT_FUND
    assert_matter_sound(walk)


def test_a_coming_period_that_brings_too_little_sends_it_back_with_a_letter(
    office: FakeOffice,
) -> None:
    walk = filed(office, dinner(date(2026, 10, 20)))
    answered(walk, "approve")
    office.clock.move(timedelta(days=30))
    open_next_period(office, 1_000)
    assert reserve_begun("integrator", office=office) == (walk.matter.matter_id,)
    assert walk.head.state == "returned"
    assert "Не удалось зарезервировать" in letters_to(office, ANNA)[-1].subject


def test_a_change_is_agreed_to_again_and_the_consent_before_stays_until_then(
    office: FakeOffice,
) -> None:
    walk = agreed(office)
    later = next_version(walk, changed(date(2026, 9, 24), asked=roubles(50_000)))
    assert (later.head.state, later.head.consented) == ("submitted", 1)
    assert agreement(walk)[0].activity.first_day == DINNER
    answered(later, "approve")
    application, version = agreement(walk)
    assert (version, application.activity.first_day) == (2, date(2026, 9, 24))
    assert application.submitted_at == september(1)
    assert (reservation(walk).amount, reservation(walk).version) == (roubles(50_000), 2)
    assert available(office) == FREE - roubles(50_000)
    assert_matter_sound(later)


@pytest.mark.parametrize("choice", ["reject", "return"])
def test_a_change_that_is_not_agreed_to_changes_nothing(office: FakeOffice, choice: str) -> None:
    walk = agreed(office)
    later = next_version(walk, changed(asked=roubles(50_000)))
    head = answered(later, choice)
    if choice == "return":
        withdraw_matter(head, ANNA, office=office)
    assert later.head.state == "approved"
    assert agreement(walk)[1] == 1
    assert reservation(walk).amount == ASKED
    assert "change" in askable(later.head, office=office)
    assert_matter_sound(later)


def test_an_older_versions_step_repeated_late_undoes_nothing(office: FakeOffice) -> None:
    walk = agreed(office)
    later = next_version(walk, changed(asked=roubles(30_000)))
    answered(later, "approve")
    assert reserve_activity(walk.matter, office=office).outcome == "overtaken"
    assert reservation(walk).amount == roubles(30_000)
    assert agreement(walk)[1] == 2


def test_moving_to_another_period_moves_the_money(office: FakeOffice) -> None:
    open_next_period(office)
    walk = agreed(office)
    later = next_version(walk, changed(date(2026, 10, 6)))
    answered(later, "approve")
    assert available(office) == FREE
    assert available(office, NEXT_FUND) == roubles(60_000)
    assert reservation(walk).fund == NEXT_FUND
    assert agreement(walk)[0].fund == NEXT_FUND
    assert_matter_sound(later)


def test_what_waits_for_a_coming_period_is_not_ended_by_its_former_day(
    office: FakeOffice,
) -> None:
    office.clock.set(datetime(2026, 7, 1, 9, tzinfo=UTC))
    walk = agreed(office, dinner(date(2026, 7, 20)))
    later = next_version(walk, changed(date(2026, 10, 20)))
    answered(later, "approve")
    office.clock.set(datetime(2026, 9, 10, 9, tzinfo=UTC))
    assert walk.matter.matter_id not in end_reservations("integrator", office=office)
    open_next_period(office)
    assert reserve_begun("integrator", office=office) == (walk.matter.matter_id,)
    assert reservation(walk).fund == NEXT_FUND
    assert_matter_sound(later)


def test_a_change_has_to_change_something(office: FakeOffice) -> None:
    walk = agreed(office)
    with pytest.raises(NotAccepted, match="nothing_changed"):
        next_version(walk, changed())


def test_an_extension_only_moves_the_end(office: FakeOffice) -> None:
    walk = agreed(office)
    office.clock.set(september(22))
    assert askable(walk.head, office=office) == ("extension",)
    extension: dict[str, Any] = {"asking": "extension", "why": "Площадка закрыта"}
    with pytest.raises(NotAccepted, match="not_later"):
        next_version(walk, dinner(date(2026, 9, 29), asked=roubles(50_000), **extension))
    later = next_version(walk, dinner(date(2026, 9, 29), **extension))
    answered(later, "approve")
    assert agreement(walk)[0].activity.last_day == date(2026, 9, 29)
    assert reservation(walk).amount == ASKED


def test_after_the_activity_nothing_can_be_changed(office: FakeOffice) -> None:
    walk = agreed(office)
    office.clock.set(september(23))
    assert askable(walk.head, office=office) == ()
    with pytest.raises(NotInThisState):
        next_version(walk, changed(asked=roubles(10_000)))


def test_cancelling_frees_the_money_and_ends_claims(office: FakeOffice) -> None:
    walk = agreed(office)
    for _ in range(2):
        cancel(walk.head, "Площадка закрыта", ANNA, office=office)
    assert walk.head.state == "cancelled"
    assert available(office) == FREE
    assert office.directory.applications_of("integrator")[-1].application_id == "dinner-2026"
    with pytest.raises(NotFound):
        open_claim(a_request(application_id=walk.matter.matter_id), ANNA, office=office)
    assert_matter_sound(walk)


def test_a_crash_while_cancelling_is_made_good_overnight() -> None:
    faulty = FaultyItems(MemoryItems())
    office = an_office(faulty)
    office.clock.set(september(1))
    walk = agreed(office)
    faulty.faults.append("killed_after")
    with pytest.raises(Killed):
        cancel(walk.head, "", ANNA, office=office)
    assert reservation(walk).state == "ACTIVE"
    assert end_applications("integrator", office=office) == ()
    assert reservation(walk).state == "RELEASED"
    assert office.directory.has_ended(walk.matter.matter_id)
    assert_matter_sound(walk)


def test_cancelled_while_its_money_was_being_reserved_it_keeps_none(office: FakeOffice) -> None:
    walk = filed(office)
    walk.ask()
    consented(office, "approve")
    cancel(walk.head, "", ANNA, office=office)
    assert reserve_activity(walk.matter, office=office).outcome == "overtaken"
    assert available(office) == FREE


def test_with_a_claim_on_its_way_it_is_not_cancelled_or_changed(office: FakeOffice) -> None:
    walk = agreed(office)
    open_claim(a_request(application_id=walk.matter.matter_id), ANNA, office=office)
    assert askable(walk.head, office=office) == ()
    with pytest.raises(NotInThisState):
        cancel(walk.head, "", ANNA, office=office)


def test_what_nobody_claims_expires_with_a_letter_once(office: FakeOffice) -> None:
    walk = agreed(office)
    office.clock.set(september(22) + timedelta(days=30))
    assert end_applications("integrator", office=office) == ()
    office.clock.move(timedelta(days=1))
    end_reservations("integrator", office=office)
    assert end_applications("integrator", office=office) == (walk.matter.matter_id,)
    assert end_applications("integrator", office=office) == ()
    assert walk.head.state == "expired"
    assert [mail.subject for mail in letters_to(office, ANNA)].count(
        "Срок запроса вышел: «Осенний ужин»"
    ) == 1
    assert office.directory.has_ended(walk.matter.matter_id)
    assert_matter_sound(walk)


def test_a_change_that_nobody_mended_expires_with_what_was_agreed_to(office: FakeOffice) -> None:
    walk = agreed(office)
    later = next_version(walk, changed(asked=roubles(50_000)))
    answered(later, "return")
    assert askable(later.head, office=office) == ("change",)
    office.clock.set(september(22) + timedelta(days=31))
    end_reservations("integrator", office=office)
    assert askable(later.head, office=office) == ()
    assert end_applications("integrator", office=office) == (walk.matter.matter_id,)
    assert end_applications("integrator", office=office) == ()
    assert later.head.state == "expired"
    assert reservation(walk).state == "RELEASED"
    assert office.directory.has_ended(walk.matter.matter_id)
    assert_matter_sound(later)


def test_a_claimed_activity_does_not_expire(office: FakeOffice) -> None:
    walk = agreed(office)
    office.clock.set(september(24))
    open_claim(a_request(application_id=walk.matter.matter_id), ANNA, office=office)
    office.clock.move(timedelta(days=20))
    assert end_applications("integrator", office=office) == ()
    assert walk.head.state == "approved"


def test_the_approver_sees_plan_lead_time_availability_and_what_changed(
    office: FakeOffice,
) -> None:
    walk = agreed(office)
    lines = (
        PlanLine(what="Ресторан", amount=roubles(200_000)),
        PlanLine(what="Ведущий", amount=roubles(50_000)),
    )
    later = next_version(walk, changed(date(2026, 9, 24), asked=roubles(50_000), plan=lines))
    seen = shown(later.matter, office)
    labels = [fact.label.removeprefix("activity.fact.") for fact in seen.facts]
    assert labels.count("plan") == 2
    assert {"why", "latest_day", "applied_on", "period", "available", "reserved"} <= set(labels)
    assert [said.message for said in seen.warnings] == [
        "activity.changed.first_day",
        "activity.changed.last_day",
        "activity.changed.amount",
    ]
    assert seen.amount == roubles(50_000)


def test_the_approver_sees_a_change_beside_what_was_agreed_to_and_not_asked_for(
    office: FakeOffice,
) -> None:
    walk = filed(office)
    answered(walk, "approve_part", amount="30 000")
    later = next_version(walk, changed(asked=roubles(35_000)))
    (said,) = shown(later.matter, office).warnings
    assert said_text(said, "ru").replace("\u00a0", " ") == (
        "Согласовано было 30 000,00 ₽, теперь просят 35 000,00 ₽."
    )


def test_the_approver_reads_a_changed_type_by_its_name(office: FakeOffice) -> None:
    walk = agreed(office)
    content = changed()
    activity = content.activity.model_copy(update={"activity_type": "conference"})
    later = next_version(walk, content.model_copy(update={"activity": activity}))
    (said,) = shown(later.matter, office).warnings
    assert said_text(said, "ru") == "Вид был «Деловой ужин», стал «Конференция»."
