"""Reminders before money expires: at the right time, once, with what can still be done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from cofund.errors import QuietHours
from cofund.funds.reminding import chances, is_quiet, reminder_due
from cofund.models.activity_terms import ReminderTerms
from cofund.models.ledger import FundKey
from cofund.models.orders import Souvenir
from cofund.models.programme import Programme
from cofund.models.reminders import Chances, Unclaimed
from cofund.models.terms import Names
from cofund.steps.funds import reminding
from cofund.steps.funds.keeping_funds import keep_funds
from cofund.steps.funds.reminding import remind
from tests.builders.claim_files import a_partner, an_activity, an_application, the_programme
from tests.builders.claims import ANNA
from tests.builders.reads import roubles
from tests.fakes.clock import FakeClock
from tests.fakes.office import FakeOffice
from tests.funds.offices import OfficeOf
from tests.steps.soundness import mails_to

TERMS = ReminderTerms(
    days_before=(30, 14, 3), quiet_from="20:00", quiet_until="09:00", source="Test"
)
NBSP = "\N{NO-BREAK SPACE}"
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
    assert reminder_due(TERMS.days_before, LAST_DAY, today=today, sent=sent) == due


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"),
    [(5, 59, True), (6, 0, False), (16, 59, False), (17, 0, True), (21, 0, True), (0, 30, True)],
)
def test_nobody_is_mailed_between_evening_and_morning_in_moscow(
    hour: int, minute: int, quiet: bool
) -> None:
    now = datetime(2026, 9, 1, hour, minute, tzinfo=UTC)
    assert is_quiet(TERMS, now, zone="Europe/Moscow") is quiet


def an_approved(name: str, last_day: date) -> Unclaimed:
    activity = an_activity(name=name, first_day=last_day, last_day=last_day)
    application = an_application(application_id=f"app-{name}", activity=activity)
    return Unclaimed(application=application, claim_until=last_day + timedelta(days=30))


def left_on(
    today: date,
    *unclaimed: Unclaimed,
    period: str = "2026Q3",
    can_order: bool = True,
    programme: Programme | None = None,
) -> Chances:
    return chances(
        programme or the_programme(), unclaimed, period=period, today=today, can_order=can_order
    )


def test_an_activity_that_waits_for_its_claim_comes_first() -> None:
    left = left_on(
        date(2026, 9, 20),
        an_approved("later", date(2026, 9, 20)),
        an_approved("sooner", date(2026, 8, 25)),
        an_approved("too-late", date(2026, 7, 1)),
    )
    assert (left.next_step, left.do_until) == ("claim", date(2026, 9, 24))
    assert [one.application.activity.name for one in left.unclaimed] == ["sooner", "later"]


def test_an_activity_that_is_still_to_come_cannot_be_claimed_yet() -> None:
    left = left_on(date(2026, 9, 10), an_approved("to come", date(2026, 9, 11)))
    assert (left.next_step, left.do_until) == ("apply", date(2026, 9, 16))
    assert left.unclaimed == ()


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
    left = left_on(today)
    assert (left.next_step, left.do_until) == (step, until)


def test_outside_the_windows_nothing_can_be_begun_in_the_last_days() -> None:
    left = left_on(date(2026, 6, 29), period="2026Q2")
    assert (left.next_step, left.do_until) == ("none", None)


def test_where_nothing_can_be_ordered_no_order_is_proposed() -> None:
    left = left_on(date(2026, 9, 17), can_order=False)
    assert (left.next_step, left.do_until) == ("none", None)


def test_a_quarters_money_that_lives_all_year_pays_activities_of_that_quarter_only() -> None:
    terms = the_programme()
    fund = terms.fund.model_copy(update={"unused": "expires_with_year"})
    lives_on = the_programme(fund=fund)
    in_time = left_on(date(2026, 9, 16), programme=lives_on)
    assert (in_time.next_step, in_time.activity_until) == ("apply", LAST_DAY)
    later = left_on(date(2026, 12, 1), programme=lives_on)
    assert (later.next_step, later.do_until) == ("none", None)


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
    assert "подайте заявку на мероприятие по 16 сентября 2026 включительно" in text
    assert "https://cofund.example/activities/new" in text


def test_in_quiet_hours_the_next_run_reminds(office: FakeOffice) -> None:
    office.clock.set(QUARTERS_END - timedelta(days=30) + timedelta(hours=10))
    with pytest.raises(QuietHours, match="from 20:00 until 09:00 in Europe/Moscow"):
        remind("integrator", office=office)
    assert not office.mailer.sent
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


def offer_a_mug(office: FakeOffice, *, price: int = 450, on_hand: int = 1) -> None:
    mug = Souvenir(sku="mug", names=Names(ru="Кружка", en="Mug"), price=roubles(price))
    office.orders.offer("it-vendor", mug, on_hand=on_hand)


def test_where_souvenirs_are_the_next_step_the_mail_leads_to_them(office: FakeOffice) -> None:
    offer_a_mug(office)
    office.clock.set(QUARTERS_END - timedelta(days=3))
    assert remind("integrator", office=office) == 1
    mail = office.mailer.sent[-1]
    assert "https://cofund.example/orders" in mail.text
    assert "по 30 сентября 2026 включительно можно заказать сувениры" in mail.text.replace(
        NBSP, " "
    )


@pytest.mark.parametrize(
    ("price", "on_hand", "limit"), [(450, 0, 108_000), (1_501, 5, 108_000), (450, 5, 449)]
)
def test_souvenirs_out_of_stock_too_dear_or_above_the_limit_are_no_next_step(
    office: FakeOffice, price: int, on_hand: int, limit: int
) -> None:
    offer_a_mug(office, price=price, on_hand=on_hand)
    year = FundKey(programme="it-vendor", partner="integrator", period="2026").limit()
    office.ledger.set_souvenir_limit(year, roubles(limit))
    office.clock.set(QUARTERS_END - timedelta(days=3))
    assert remind("integrator", office=office) == 1
    mail = office.mailer.sent[-1]
    assert "/orders" not in mail.text
    assert "начать уже нельзя" in mail.text


def test_a_claim_that_waits_is_named_with_its_own_last_day(office: FakeOffice) -> None:
    office.directory.add_application(
        an_application(
            activity=an_activity(first_day=date(2026, 8, 28), last_day=date(2026, 8, 28))
        )
    )
    assert remind("integrator", office=office) == 1
    text = office.mailer.sent[-1].text.replace(NBSP, " ")
    assert "запроса на компенсацию ещё нет. Подайте его вовремя:" in text
    assert "150 000,00 ₽, запрос — по 27 сентября 2026 включительно" in text
    assert "https://cofund.example/claims/new" in text


def test_whoever_comes_first_after_the_day_is_reminded_then() -> None:
    office = FakeOffice(clock=FakeClock(QUARTERS_END - timedelta(days=30)))
    office.directory.add_partner(a_partner())
    keep_funds("integrator", office=office)
    assert remind("integrator", office=office) == 0
    office.clock.move(timedelta(days=5))
    office.directory.add_person(ANNA)
    assert remind("integrator", office=office) == 1
    assert "Осталось 26 дней." in office.mailer.sent[-1].text


def test_two_funds_that_end_on_one_day_are_two_mails_with_their_own_amounts() -> None:
    fund = the_programme().fund.model_copy(update={"unused": "expires_with_year"})
    office = OfficeOf(
        clock=FakeClock(QUARTERS_END - timedelta(days=91)),
        installed=(the_programme(fund=fund),),
    )
    office.directory.add_partner(a_partner(turnover=roubles("18000000.50")))
    office.directory.add_person(ANNA)
    keep_funds("integrator", office=office)
    office.clock.set(datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert remind("integrator", office=office) == 3
    subjects = [subject.replace(NBSP, " ") for subject in mails_to(office, ANNA.mail)]
    assert subjects == [
        "Сгорает 31 декабря 2026: 135 000,00 ₽",
        "Сгорает 31 декабря 2026: 135 000,01 ₽",
        "Сгорает 31 декабря 2026: 135 000,01 ₽",
    ]


@pytest.mark.parametrize(
    ("zone", "quiet", "loud"),
    [
        ("Asia/Vladivostok", "2026-08-30T22:59:00+00:00", "2026-08-30T23:00:00+00:00"),
        ("America/New_York", "2026-08-31T12:59:00+00:00", "2026-08-31T13:00:00+00:00"),
        ("America/New_York", "2026-12-01T13:59:00+00:00", "2026-12-01T14:00:00+00:00"),
    ],
)
def test_a_reminder_goes_by_the_day_and_the_hour_of_the_programmes_zone(
    zone: str, quiet: str, loud: str
) -> None:
    office = OfficeOf(
        clock=FakeClock(datetime.fromisoformat(quiet)), installed=(the_programme(zone=zone),)
    )
    office.directory.add_partner(a_partner())
    office.directory.add_person(ANNA)
    keep_funds("integrator", office=office)
    with pytest.raises(QuietHours):
        remind("integrator", office=office)
    office.clock.set(datetime.fromisoformat(loud))
    assert remind("integrator", office=office) == 1
    assert "Остался 31 день." in office.mailer.sent[-1].text
