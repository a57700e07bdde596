"""What people do and what the night does, in any order: one row for each order that matters.

An application for the dinner, its changes, and the money: which consent counts, what claims stand
on, what is set aside. Whatever the order, money that was agreed to is set aside when it can be.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple

import pytest

from cofund.errors import NotInThisState, TryAgain
from cofund.models.ledger import Unreserve
from cofund.models.programme import Programme
from cofund.models.reservations import ChangeReservation
from cofund.programme import shipped_programmes
from cofund.steps.activities.ending import end_applications
from cofund.steps.activities.filing import askable, cancel
from cofund.steps.activities.reserving import reserve_activity, reserve_begun
from cofund.steps.consents.filing import withdraw_matter
from cofund.steps.consents.letters import notify_applicant
from cofund.steps.consents.stopping import resume_matter, stop_matter
from cofund.steps.funds.ending_reservations import end_reservations
from tests.builders.claim_files import FUND, september
from tests.builders.claims import ANNA, an_office
from tests.builders.dinners import (
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
from tests.builders.matters import ConsentWalk, assert_matter_sound, consented, letters_to
from tests.builders.reads import roubles
from tests.fakes.office import FakeOffice

Quarter = Literal["Q3", "Q4"]
DAYS: dict[str, date] = {"Q3": date(2026, 9, 22), "Q4": date(2026, 11, 10)}
"""Of the dinner in this quarter, and in the next."""
FUNDS = {"2026Q3": "Q3", "2026Q4": "Q4"}
SHORT = "Не удалось зарезервировать: «Осенний ужин»"


class Stands(NamedTuple):
    """How it ends: the state, which version counts, what claims stand on, what is set aside."""

    state: str
    consented: int | None
    in_force: int | None
    reserved: str
    """Whose quarter and how many thousands; "–" where nothing is."""


class Story:
    """One application, event by event."""

    def __init__(self, quarter: str) -> None:
        self.office = an_office()
        self.office.clock.set(september(1))
        self.walk = filed(self.office, dinner(DAYS[quarter]))

    def play(self, event: str) -> None:
        """Let one thing happen."""
        word, *more = event.split()
        getattr(self, f"_{word}")(*more)

    def _approve(self) -> None:
        answered(self.walk, "approve")

    def _return(self) -> None:
        answered(self.walk, "return")

    def _reject(self) -> None:
        answered(self.walk, "reject")

    def _ask(self) -> None:
        self.walk.ask()

    def _silence(self) -> None:
        self.walk.ask()
        self.office.clock.move(timedelta(days=8))
        self.walk.end()

    def _change(self, quarter: str, thousands: str) -> None:
        content = changed(DAYS[quarter], asked=roubles(int(thousands) * 1_000))
        self.walk = next_version(self.walk, content)

    def _first(self, quarter: str, thousands: str) -> None:
        content = dinner(DAYS[quarter], asked=roubles(int(thousands) * 1_000))
        self.walk = next_version(self.walk, content)

    def _extend(self, quarter: str) -> None:
        day = DAYS[quarter] + timedelta(days=5)
        longer = changed(DAYS[quarter], asking="extension", why="Зал занят")
        activity = longer.activity.model_copy(update={"last_day": day})
        self.walk = next_version(self.walk, longer.model_copy(update={"activity": activity}))

    def _withdraw(self) -> None:
        withdraw_matter(self.walk.head, ANNA, office=self.office)

    def _cancel(self) -> None:
        cancel(self.walk.head, "", ANNA, office=self.office)

    def _stop(self) -> None:
        stop_matter(self.walk.matter, error="KeyError", office=self.office)

    def _resume(self) -> None:
        matter = self.walk.matter
        resume_matter(matter.kind, matter.matter_id, by="oleg", office=self.office)

    def _open(self, thousands: str) -> None:
        open_next_period(self.office, int(thousands) * 1_000)

    def _day(self, month: str, day: str) -> None:
        self.office.clock.set(datetime(2026, int(month), int(day), 6, tzinfo=UTC))

    def _night(self) -> None:
        end_reservations("integrator", office=self.office)
        end_applications("integrator", office=self.office)
        reserve_begun("integrator", office=self.office)

    @property
    def stands(self) -> Stands:
        """Give how things stand."""
        head, matter_id = self.walk.head, self.walk.matter.matter_id
        standing = self.office.ledger.reservation(matter_id)
        stored = self.office.directory.agreement(matter_id)
        reserved = "–"
        if standing is not None and standing.state == "ACTIVE":
            thousands = standing.remaining.amount_minor // 100_000
            reserved = f"{FUNDS[standing.fund.period]} {thousands}"
        return Stands(head.state, head.consented, stored[1] if stored else None, reserved)


NEXT_QUARTERS: tuple[tuple[str, Stands], ...] = (
    ("approve", Stands("approved", 1, None, "–")),
    ("approve, open 100, night", Stands("approved", 1, 1, "Q4 40")),
    ("approve, open 100, night, night", Stands("approved", 1, 1, "Q4 40")),
    # a change that waits takes nothing from what was agreed to
    ("approve, change Q4 30, open 100, night", Stands("submitted", 1, 1, "Q4 40")),
    ("approve, change Q4 30, ask, open 100, night", Stands("in_review", 1, 1, "Q4 40")),
    ("approve, change Q4 30, return, open 100, night", Stands("returned", 1, 1, "Q4 40")),
    ("approve, extend Q4, open 100, night", Stands("submitted", 1, 1, "Q4 40")),
    ("approve, extend Q4, open 100, night, approve", Stands("approved", 2, 2, "Q4 40")),
    ("approve, change Q4 30, open 100, night, approve", Stands("approved", 2, 2, "Q4 30")),
    ("approve, change Q4 30, approve, open 100, night", Stands("approved", 2, 2, "Q4 30")),
    ("approve, change Q4 30, reject, open 100, night", Stands("approved", 1, 1, "Q4 40")),
    ("approve, change Q4 30, silence, open 100, night", Stands("approved", 1, 1, "Q4 40")),
    ("approve, change Q4 30, withdraw, open 100, night", Stands("approved", 1, 1, "Q4 40")),
    (
        "approve, change Q4 30, return, open 100, night, withdraw",
        Stands("approved", 1, 1, "Q4 40"),
    ),
    (
        "approve, change Q4 30, return, open 100, night, change Q4 20, approve",
        Stands("approved", 3, 3, "Q4 20"),
    ),
    # an error of ours keeps all as it is, until it is resumed
    ("approve, change Q4 30, ask, stop, open 100, night", Stands("needs_operator", 1, None, "–")),
    (
        "approve, change Q4 30, ask, stop, open 100, night, resume, night",
        Stands("in_review", 1, 1, "Q4 40"),
    ),
    # the period brings too little: the consent before counts again, if there is one that fits
    ("approve, open 30, night", Stands("returned", None, None, "–")),
    ("approve, open 30, night, first Q4 30, approve", Stands("approved", 2, 2, "Q4 30")),
    ("approve, open 30, night, withdraw", Stands("withdrawn", None, None, "–")),
    ("approve, change Q4 60, approve, open 50, night", Stands("returned", 1, None, "–")),
    ("approve, change Q4 60, approve, open 50, night, night", Stands("returned", 1, 1, "Q4 40")),
    (
        "approve, change Q4 60, approve, open 50, night, night, withdraw",
        Stands("approved", 1, 1, "Q4 40"),
    ),
    (
        "approve, change Q4 60, approve, open 30, night, night",
        Stands("returned", None, None, "–"),
    ),
    # while a change waits it is left to the answer
    ("approve, change Q4 30, open 35, night", Stands("submitted", 1, None, "–")),
    ("approve, change Q4 30, open 35, night, approve", Stands("approved", 2, 2, "Q4 30")),
    ("approve, change Q4 30, open 35, night, reject", Stands("approved", 1, None, "–")),
    (
        "approve, change Q4 30, open 35, night, reject, night",
        Stands("returned", None, None, "–"),
    ),
    ("approve, change Q4 30, return, open 35, night", Stands("returned", None, None, "–")),
    # given up or over, it never gets money
    ("approve, cancel, open 100, night", Stands("cancelled", 1, None, "–")),
    ("approve, change Q4 30, withdraw, cancel, open 100, night", Stands("cancelled", 1, None, "–")),
    ("approve, open 100, night, cancel", Stands("cancelled", 1, 1, "–")),
    ("approve, day 12 10, night", Stands("approved", 1, None, "–")),
    ("approve, day 12 11, night", Stands("expired", 1, None, "–")),
    ("approve, change Q4 30, return, day 12 11, night", Stands("expired", 1, None, "–")),
    ("approve, open 100, night, day 12 10, night", Stands("approved", 1, 1, "Q4 40")),
    ("approve, open 100, night, day 12 11, night", Stands("expired", 1, 1, "–")),
)

THIS_QUARTERS: tuple[tuple[str, Stands], ...] = (
    ("approve", Stands("approved", 1, 1, "Q3 40")),
    ("approve, change Q4 60, approve", Stands("approved", 2, 1, "Q3 40")),
    ("approve, change Q4 60, approve, open 100, night", Stands("approved", 2, 2, "Q4 60")),
    ("approve, change Q4 60, approve, open 50, night", Stands("returned", 1, 1, "Q3 40")),
    (
        "approve, change Q4 60, approve, open 50, night, day 10 23, night",
        Stands("expired", 1, 1, "–"),
    ),
    ("approve, change Q4 60, approve, cancel", Stands("cancelled", 2, 1, "–")),
    (
        "approve, change Q4 60, approve, change Q3 20, approve, open 100, night",
        Stands("approved", 3, 3, "Q3 20"),
    ),
    # what will move the reservation keeps it from ending with its former day
    (
        "approve, change Q4 60, approve, day 10 23, night",
        Stands("approved", 2, 1, "Q3 40"),
    ),
    (
        "approve, change Q4 60, approve, change Q4 50, return, day 10 23, night",
        Stands("returned", 2, 1, "Q3 40"),
    ),
    (
        "approve, change Q4 60, approve, change Q4 50, return, day 10 23, night, open 100, night",
        Stands("returned", 2, 2, "Q4 60"),
    ),
    (
        "approve, change Q4 60, ask, stop, day 10 23, night",
        Stands("needs_operator", 1, 1, "Q3 40"),
    ),
    (
        "approve, change Q4 60, ask, stop, day 10 23, night, resume, approve, open 100, night",
        Stands("approved", 2, 2, "Q4 60"),
    ),
    # of two consents that wait, the one before counts again where the later is too much
    (
        "approve, change Q4 60, approve, change Q4 70, approve, open 65, night",
        Stands("returned", 2, 1, "Q3 40"),
    ),
    (
        "approve, change Q4 60, approve, change Q4 70, approve, open 65, night, night",
        Stands("returned", 2, 2, "Q4 60"),
    ),
    # a change that was sent back ends with what it would have changed
    ("approve, change Q3 30, return, day 10 22, night", Stands("returned", 1, 1, "Q3 40")),
    ("approve, change Q3 30, return, day 10 23, night", Stands("expired", 1, 1, "–")),
)

ROWS = [("Q4", *row) for row in NEXT_QUARTERS] + [("Q3", *row) for row in THIS_QUARTERS]


@pytest.mark.parametrize(
    ("quarter", "events", "stands"), ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS]
)
def test_in_whatever_order_it_happens_what_was_agreed_to_gets_its_money(
    quarter: str, events: str, stands: Stands
) -> None:
    story = Story(quarter)
    for event in events.split(", "):
        story.play(event)
    assert story.stands == stands
    assert_matter_sound(story.walk)


@pytest.mark.parametrize(
    ("events", "times"),
    [
        ("approve, open 30, night, night", 1),
        ("approve, change Q4 60, approve, open 50, night, night", 1),
        ("approve, change Q4 60, approve, open 30, night, night, night", 2),
        ("approve, change Q4 30, open 35, night", 0),
        ("approve, change Q4 30, open 35, night, reject, night, night", 1),
        ("approve, change Q4 30, return, open 35, night, night", 1),
    ],
)
def test_whoever_loses_a_consent_learns_it_by_one_letter(events: str, times: int) -> None:
    story = Story("Q4")
    for event in events.split(", "):
        story.play(event)
    subjects = [mail.subject for mail in letters_to(story.office, ANNA)]
    assert subjects.count(SHORT) == times


def test_what_was_lost_is_asked_for_anew_and_changes_nothing() -> None:
    story = Story("Q4")
    for event in ("approve", "change Q4 30", "reject", "open 35", "night"):
        story.play(event)
    assert askable(story.walk.head, office=story.office) == ("first",)
    with pytest.raises(NotInThisState):
        story.play("change Q4 20")


def test_a_letter_that_comes_late_tells_what_became_of_its_own_version() -> None:
    story = Story("Q4")
    for event in ("approve", "change Q4 60", "approve", "open 50", "night"):
        story.play(event)
    told = story.walk.matter
    story.play("change Q4 30")
    before = len(letters_to(story.office, ANNA))
    story.office.once.forget()
    notify_applicant(told, office=story.office)
    (letter,) = letters_to(story.office, ANNA)[before:]
    assert letter.subject == SHORT
    assert "Прежнее согласие остаётся в силе" in letter.text


def test_whoever_gave_it_up_meanwhile_gets_no_letter_about_the_answer() -> None:
    story = Story("Q3")
    story.walk.ask()
    consented(story.office, "approve")
    story.play("cancel")
    before = len(letters_to(story.office, ANNA))
    story.walk.end()
    assert len(letters_to(story.office, ANNA)) == before


def test_the_moment_of_filing_is_that_of_the_version_agreed_to() -> None:
    """A later version that was refused makes nobody late."""
    story = Story("Q4")
    story.play("approve")
    story.office.clock.set(september(4))
    sooner = changed(date(2026, 11, 3), asked=roubles(40_000))
    story.walk = next_version(story.walk, sooner)
    story.play("approve")
    story.office.clock.set(september(24))
    story.play("change Q4 30")
    for event in ("reject", "open 100", "night"):
        story.play(event)
    application, version = agreement(story.walk)
    assert (version, application.submitted_at) == (2, september(4))


def ended_meanwhile(walk: ConsentWalk) -> None:
    """End the reservation at the moment at which a change is filed."""
    standing = reservation(walk)
    walk.office.ledger.post(
        Unreserve(
            fund=standing.fund,
            actor="end_reservations",
            reason="nothing_left_to_claim",
            at=walk.office.clock(),
            programme_version="2026.1",
            application=walk.matter.matter_id,
        )
    )


def test_a_reservation_that_ended_meanwhile_ends_the_change_with_a_letter() -> None:
    story = Story("Q3")
    for event in ("approve", "change Q3 30", "return", "day 10 5", "open 100", "change Q4 30"):
        story.play(event)
    ended_meanwhile(story.walk)
    story.play("approve")
    assert story.stands == Stands("returned", 1, 1, "–")
    letter = letters_to(story.office, ANNA)[-1]
    assert letter.subject == SHORT
    assert "подайте новую" in letter.text
    assert askable(story.walk.head, office=story.office) == ()
    assert_matter_sound(story.walk)


def test_cancelled_while_its_change_is_being_reserved_it_keeps_no_money(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = Story("Q3")
    story.play("approve")
    story.play("change Q3 30")
    story.walk.ask()
    consented(story.office, "approve")
    post = story.office.ledger.post

    def cancelled_first(movement: object) -> object:
        if isinstance(movement, ChangeReservation):
            monkeypatch.setattr(story.office.ledger, "post", post)
            story.play("cancel")
        return post(movement)  # type: ignore[arg-type]

    monkeypatch.setattr(story.office.ledger, "post", cancelled_first)
    assert reserve_activity(story.walk.matter, office=story.office).outcome == "overtaken"
    assert story.stands == Stands("cancelled", 2, 1, "–")
    assert_matter_sound(story.walk)


def test_sent_back_at_the_moment_of_another_move_it_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = Story("Q4")
    for event in ("approve", "open 30"):
        story.play(event)
    move = story.office.matters.move

    def cancelled_first(*args: object, **more: object) -> object:
        monkeypatch.setattr(story.office.matters, "move", move)
        story.play("cancel")
        return move(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(story.office.matters, "move", cancelled_first)
    with pytest.raises(TryAgain):
        reserve_activity(story.walk.matter, office=story.office)
    assert reserve_activity(story.walk.matter, office=story.office).outcome == "overtaken"
    assert story.stands == Stands("cancelled", 1, None, "–")


class NextYearsOffice(FakeOffice):
    """An office in which a new version of the programme is in force from 10 September on."""

    @property
    def programmes(self) -> tuple[Programme, ...]:
        return (*shipped_programmes(), self.newest)

    @property
    def newest(self) -> Programme:
        old = next(one for one in shipped_programmes() if one.programme == "it-vendor")
        left = {name: terms for name, terms in old.activities.items() if name != "business_dinner"}
        update = {"version": "2026.2", "in_force_from": date(2026, 9, 10), "activities": left}
        return old.model_copy(update=update)

    def programme(self, name: str, version: str | None = None) -> Programme:
        if version == "2026.2" or (version is None and self.clock() >= september(10)):
            return self.newest
        return super().programme(name, version)


def test_what_is_agreed_to_though_a_new_programme_dropped_its_type_can_be_claimed() -> None:
    office = NextYearsOffice(items=an_office().items)
    office.clock.set(september(1))
    walk = filed(office)
    office.clock.set(september(10))
    answered(walk, "approve")
    application, _ = agreement(walk)
    assert application.programme_version == "2026.1"
    assert "business_dinner" in office.programme("it-vendor", "2026.1").activities
    assert available(office, FUND) == roubles(810_000)
