"""Reminders before the last day of a claim: of one nobody sent, and of one that came back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cofund.errors import QuietHours
from cofund.funds.claims_due import ClaimDue, claim_reminder_due
from cofund.steps.claiming import revise, submit
from cofund.steps.funds import reminding_of_claims
from cofund.steps.funds.reminding_of_claims import remind_of_claims
from cofund.steps.withdrawing import withdraw
from tests.builders.answers import answer
from tests.builders.claim_files import an_activity, an_application, september, the_programme
from tests.builders.claims import ANNA, a_draft, an_office
from tests.builders.walks import a_walk
from tests.fakes.faulty_items import Killed
from tests.fakes.office import FakeOffice

PARTNER = "integrator"
DUE_ON = date(2026, 10, 15)
"""The dinner was on 15 September: its claim is accepted for thirty days."""


@pytest.fixture
def office() -> FakeOffice:
    """25 September 2026, noon in Moscow."""
    made = an_office()
    made.clock.set(september(25))
    return made


def subjects(office: FakeOffice) -> list[str]:
    """Give the subjects of reminders about claims."""
    sent = (mail.subject.replace("\N{NO-BREAK SPACE}", " ") for mail in office.mailer.sent)
    return [subject for subject in sent if " — по " in subject]


def reminded_daily(office: FakeOffice, days: int) -> list[date]:
    """Let days pass, with two runs on each; give those on which a mail went out."""
    found = []
    for _ in range(days):
        if remind_of_claims(PARTNER, office=office):
            found.append(office.clock().date())
        office.once.forget()
        assert remind_of_claims(PARTNER, office=office) == 0
        office.clock.move(timedelta(days=1))
    return found


def test_an_activity_without_a_claim_is_reminded_of_fourteen_and_three_days_before(
    office: FakeOffice,
) -> None:
    assert reminded_daily(office, 30) == [DUE_ON - timedelta(days=14), DUE_ON - timedelta(days=3)]
    assert subjects(office) == ["Запрос на компенсацию — по 15 октября 2026: «Деловой ужин»"] * 2
    text = office.mailer.sent[-1].text.replace("\N{NO-BREAK SPACE}", " ")
    assert "согласовано 150 000,00 ₽" in text
    assert "Осталось 4 дня." in text
    assert "https://cofund.example/claims/new" in text


@pytest.mark.parametrize(
    ("left", "sent", "due"),
    [
        (15, [], None),
        (14, [], 14),
        (9, [], 14),  # the run missed the very day
        (9, [14], None),
        (3, [14], 3),
        (0, [14], 3),
        (0, [14, 3], None),
        (-1, [], None),
    ],
)
def test_the_nearest_day_that_is_due_is_sent_once(
    left: int, sent: list[int], due: int | None
) -> None:
    terms = the_programme().reminders
    assert terms is not None
    dinner = ClaimDue(
        application=an_application(), claim=None, since=date(2026, 9, 15), until=DUE_ON
    )
    today = DUE_ON - timedelta(days=left)
    assert claim_reminder_due(terms, dinner, today=today, sent=sent) == due


def test_a_claim_that_was_begun_and_not_sent_is_led_to(office: FakeOffice) -> None:
    draft = a_draft(office)
    office.clock.set(september(30) + timedelta(days=1))
    assert remind_of_claims(PARTNER, office=office) == 1
    assert f"https://cofund.example/claims/{draft.claim.claim_id}" in office.mailer.sent[-1].text


def test_a_claim_that_was_sent_is_not_reminded_of(office: FakeOffice) -> None:
    a_walk(office).to_review()
    office.clock.move(timedelta(days=18))
    assert remind_of_claims(PARTNER, office=office) == 0


def test_after_a_withdrawal_the_activity_waits_for_its_claim_again(office: FakeOffice) -> None:
    walk = a_walk(office).to_review()
    withdraw(walk.claim, ANNA, office=office)
    walk.end()
    office.clock.move(timedelta(days=18))
    assert remind_of_claims(PARTNER, office=office) == 1


def test_a_returned_claim_is_reminded_of_in_the_second_half_of_its_days(
    office: FakeOffice,
) -> None:
    """Fifteen days from the return: the mail three days before, none on the day after it."""
    walk = a_walk(office).to_review()
    answer(office, "return")
    returned = walk.end()
    back = office.clock().date()
    assert reminded_daily(office, 10) == []
    revise(returned, ANNA, office=office)
    assert reminded_daily(office, 10) == [back + timedelta(days=12)]
    assert subjects(office) == ["Исправить запрос — по 10 октября 2026: «Деловой ужин»"]


def test_a_returned_claim_that_was_sent_again_is_left_alone(office: FakeOffice) -> None:
    walk = a_walk(office).to_review()
    answer(office, "return")
    submit(revise(walk.end(), ANNA, office=office), ANNA, office=office)
    assert reminded_daily(office, 16) == []


def test_before_the_activity_is_over_there_is_nothing_to_send(office: FakeOffice) -> None:
    day = date(2026, 10, 20)
    office.directory.add_application(
        an_application(activity=an_activity(first_day=day, last_day=day))
    )
    assert reminded_daily(office, 25) == []


def test_all_that_is_due_is_one_mail_with_the_most_urgent_first(office: FakeOffice) -> None:
    for number in (1, 2):
        day = date(2026, 9, 16 - 4 * number)
        activity = an_activity(name=f"Встреча {number}", first_day=day, last_day=day)
        office.directory.add_application(
            an_application(application_id=f"meeting-{number}", activity=activity)
        )
    office.clock.set(september(30) + timedelta(days=1))
    assert remind_of_claims(PARTNER, office=office) == 3
    office.once.forget()
    assert remind_of_claims(PARTNER, office=office) == 0
    (mail,) = office.mailer.sent
    text = mail.text.replace("\N{NO-BREAK SPACE}", " ")
    assert mail.subject.replace("\N{NO-BREAK SPACE}", " ") == (
        "Запросы на компенсацию: первый — по 8 октября 2026"
    )
    named = [text.index(name) for name in ("«Встреча 2»", "«Встреча 1»", "«Деловой ужин»")]
    assert named == sorted(named)
    assert "по 12 октября 2026 включительно. Осталось 12 дней." in text
    assert "https://cofund.example/claims\n" in text


def test_a_run_that_was_killed_before_it_noted_the_mail_sends_it_once(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.clock.set(september(30) + timedelta(days=1))

    def killed(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(office.claims, "note", killed)
    with pytest.raises(Killed):
        remind_of_claims(PARTNER, office=office)
    monkeypatch.undo()
    assert remind_of_claims(PARTNER, office=office) == 1
    assert len(subjects(office)) == 1


def test_two_runs_at_one_moment_mail_once(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other run looks and mails after this one has looked and before it mails."""
    office.clock.set(september(30) + timedelta(days=1))
    look = reminding_of_claims._due_now
    other_ran: list[int] = []

    def meanwhile(*arguments: Any, **named: Any) -> object:
        seen = list(look(*arguments, **named))
        if not other_ran:
            other_ran.append(0)
            other_ran[0] = remind_of_claims(PARTNER, office=office)
        return iter(seen)

    monkeypatch.setattr(reminding_of_claims, "_due_now", meanwhile)
    assert remind_of_claims(PARTNER, office=office) == 1
    assert other_ran == [1]
    assert len(subjects(office)) == 1


def test_at_night_nobody_is_mailed(office: FakeOffice) -> None:
    office.clock.set(september(30, hour=21) + timedelta(days=1))
    with pytest.raises(QuietHours):
        remind_of_claims(PARTNER, office=office)
    assert subjects(office) == []
