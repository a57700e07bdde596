"""Reminders before money expires: at the right time, once, with what can still be done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from cofund.funds.reminding import chances, is_quiet, reminder_due
from cofund.models.activity_terms import ReminderTerms
from cofund.models.claim import Application
from cofund.steps.funds import reminding
from cofund.steps.funds.keeping_funds import keep_funds
from cofund.steps.funds.reminding import remind
from tests.builders.claim_files import a_partner, an_activity, an_application, the_programme
from tests.builders.claims import ANNA
from tests.builders.reads import roubles
from tests.fakes.clock import FakeClock
from tests.fakes.office import FakeOffice
from tests.steps.soundness import mails_to

TERMS = ReminderTerms(
    days_before=(30, 14, 3), quiet_from="20:00", quiet_until="09:00", source="Test"
)
LAST_DAY = date(2026, 9, 30)
QUARTERS_END = datetime(2026, 9, 30, 9, 0, tzinfo=UTC)
"""Noon in Moscow on the third quarter's last day."""


@pytest.mark.parametrize(
    ("days_left", "sent", "due"),
    [
        (31, [], None),
        (30, [], 30),
        (29, [30], None),
        (20, [], 30),
        (14, [30], 14),
        (14, [30, 14], None),
        (4, [], 14),
        (3, [30, 14], 3),
        (0, [30, 14], 3),
        (0, [3], None),
        (10, [3], None),
        (-1, [], None),
    ],
)
def test_the_nearest_reminder_that_is_due_is_sent_once(
    days_left: int, sent: list[int], due: int | None
) -> None:
    today = LAST_DAY - timedelta(days=days_left)
    assert reminder_due(TERMS, LAST_DAY, today=today, sent=sent) == due


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"),
    [(5, 59, True), (6, 0, False), (16, 59, False), (17, 0, True), (21, 0, True), (0, 30, True)],
)
def test_nobody_is_mailed_between_evening_and_morning_in_moscow(
    hour: int, minute: int, quiet: bool
) -> None:
    now = datetime(2026, 9, 1, hour, minute, tzinfo=UTC)
    assert is_quiet(TERMS, now, zone="Europe/Moscow") is quiet


def an_approved(name: str, last_day: date) -> Application:
    activity = an_activity(name=name, first_day=last_day, last_day=last_day)
    return an_application(application_id=f"app-{name}", activity=activity)


def test_an_activity_that_waits_for_its_claim_comes_first() -> None:
    waiting = [
        an_approved("later", date(2026, 9, 20)),
        an_approved("sooner", date(2026, 8, 20)),
        an_approved("too-late", date(2026, 7, 1)),
    ]
    left = chances(the_programme(), waiting, expires_on=LAST_DAY, today=date(2026, 9, 10))
    assert (left.next_step, left.do_until) == ("claim", date(2026, 9, 19))
    assert [one.activity.name for one in left.unclaimed] == ["sooner", "later"]


@pytest.mark.parametrize(
    ("today", "step", "until"),
    [
        (date(2026, 9, 15), "apply", date(2026, 9, 16)),
        (date(2026, 9, 16), "apply", date(2026, 9, 16)),
        (date(2026, 9, 17), "order", date(2026, 9, 30)),
    ],
)
def test_then_an_activity_that_can_still_be_prepared_then_souvenirs(
    today: date, step: str, until: date
) -> None:
    left = chances(the_programme(), [], expires_on=LAST_DAY, today=today)
    assert (left.next_step, left.do_until) == (step, until)


def test_outside_the_windows_nothing_can_be_begun_in_the_last_days() -> None:
    left = chances(the_programme(), [], expires_on=date(2026, 6, 30), today=date(2026, 6, 29))
    assert (left.next_step, left.do_until) == ("none", None)


@pytest.fixture
def office() -> FakeOffice:
    """A partner with a third quarter's fund, thirty days before its end."""
    made = FakeOffice(clock=FakeClock(QUARTERS_END - timedelta(days=30)))
    made.directory.add_partner(a_partner())
    made.directory.add_person(ANNA)
    keep_funds("integrator", office=made)
    return made


def test_a_partner_is_reminded_thirty_fourteen_and_three_days_before(office: FakeOffice) -> None:
    for _ in range(31):
        remind("integrator", office=office)
        office.once.forget()
        remind("integrator", office=office)
        office.clock.move(timedelta(days=1))
    subjects = mails_to(office, ANNA.mail)
    assert len(subjects) == 3
    assert all("135" in subject for subject in subjects)


def test_the_mail_names_what_is_left_until_when_and_one_step(office: FakeOffice) -> None:
    assert remind("integrator", office=office) == 1
    (mail,) = office.mailer.sent
    text = mail.text.replace("\u00a0", " ")
    assert "135 000,00 ₽" in text
    assert "30 сентября 2026" in text
    assert "Остался 31 день." in text
    assert "подайте заявку на мероприятие до 16 сентября 2026" in text
    assert "https://cofund.example/activities/new" in text


def test_in_quiet_hours_the_next_run_reminds(office: FakeOffice) -> None:
    office.clock.set(QUARTERS_END - timedelta(days=30) + timedelta(hours=10))
    assert remind("integrator", office=office) == 0
    office.clock.move(timedelta(hours=12))
    assert remind("integrator", office=office) == 1


def test_an_empty_fund_is_nothing_to_remind_of(office: FakeOffice) -> None:
    office.directory.add_partner(a_partner(turnover=roubles(0)))
    keep_funds("integrator", office=office)
    assert remind("integrator", office=office) == 0
    assert not office.mailer.sent


def test_two_runs_at_one_moment_mail_once(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other run looks and mails after this one has looked and before it mails."""
    look = reminding._ending
    other_ran: list[int] = []

    def meanwhile(*arguments: object, **named: object) -> object:
        seen = look(*arguments, **named)  # type: ignore[arg-type]
        if not other_ran:
            other_ran.append(0)
            other_ran[0] = remind("integrator", office=office)
        return seen

    monkeypatch.setattr(reminding, "_ending", meanwhile)
    assert remind("integrator", office=office) == 1
    assert other_ran == [1]
    assert len(office.mailer.sent) == 1


def test_where_souvenirs_are_the_next_step_the_mail_leads_to_them(office: FakeOffice) -> None:
    office.clock.set(QUARTERS_END - timedelta(days=3))
    assert remind("integrator", office=office) == 1
    assert "https://cofund.example/orders" in office.mailer.sent[-1].text
