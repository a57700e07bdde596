"""The partner's pages of applications: every error at its field, checks at once, one life."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from cofund.models.claim import Locale
from cofund.models.consents import Matter
from cofund.steps.activities.standing import content_of
from tests.builders.claim_files import september
from tests.builders.claims import an_office
from tests.builders.dinners import ASKED
from tests.builders.matters import ConsentWalk, consented
from tests.fakes.office import FakeOffice
from tests.security.browser import Answer, Browser

DINNER = {
    "activity_type": "business_dinner",
    "name": "Осенний ужин",
    "first_day": "2026-09-22",
    "last_day": "2026-09-22",
    "place": "Тверь",
    "goal": "sales",
    "aim": "Двадцать новых складов",
    "audience": "Директора складов",
    "how_many": "40",
    "planned_cost": "250 000",
    "plan_what_1": "Ресторан",
    "plan_amount_1": "200 000,00",
    "plan_what_2": "Ведущий",
    "plan_amount_2": "50 000",
    "asked": "40 000",
}


@pytest.fixture
def office() -> FakeOffice:
    office = an_office()
    office.clock.set(september(1))
    return office


@pytest.fixture
def anna(office: FakeOffice) -> Browser:
    return Browser(office, "anna")


def form_of(answer: Answer, **typed: str) -> dict[str, str]:
    """Give a page's form with what somebody typed into it."""
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.body)
    return {**dict(hidden), **typed}


def send(anna: Browser, **typed: str) -> Answer:
    page = anna.get("/activities/new")
    return anna.post("/activities", form_of(page, **{**DINNER, **typed}))


def the_walk(office: FakeOffice) -> ConsentWalk:
    (head, *_) = office.matters.of_partner("application", "integrator")
    return ConsentWalk(office, head.matter)


def agree(office: FakeOffice, choice: str = "approve") -> ConsentWalk:
    walk = the_walk(office)
    walk.ask()
    consented(office, choice)
    walk.end()
    return walk


def path_of(matter: Matter) -> str:
    return f"/activities/{matter.matter_id}"


@pytest.mark.parametrize(
    ("locale", "words"),
    [("ru", ("15 сентября 2026", "10 рабочих дней")), ("en", ("15 September 2026", "10 working"))],
)
def test_the_form_says_what_can_be_applied_for_today(
    anna: Browser, locale: Locale, words: tuple[str, ...]
) -> None:
    anna.get(f"/language/{locale}")
    body = anna.get("/activities/new").body.replace("\u00a0", " ")
    assert all(word in body for word in (*words, "850"))


def test_a_good_application_is_filed_and_shown(anna: Browser, office: FakeOffice) -> None:
    answer = send(anna)
    assert answer.status == 303
    page = anna.get(answer.location)
    assert "Осенний ужин" in page.body
    assert "На согласовании" not in page.body
    walk = the_walk(office)
    assert office.consent_workflow.started == {f"{walk.matter.matter_id}-v1": walk.matter}
    assert "Осенний ужин" in anna.get("/activities").body


def test_a_second_click_files_nothing_more(anna: Browser, office: FakeOffice) -> None:
    form = form_of(anna.get("/activities/new"), **DINNER)
    first, second = (anna.post("/activities", form) for _ in range(2))
    assert first.location == second.location
    assert len(office.matters.of_partner("application", "integrator")) == 1


def test_checking_files_nothing_and_says_what_the_terms_say(
    anna: Browser, office: FakeOffice
) -> None:
    answer = send(anna, do="check")
    assert answer.status == 200
    assert "Заявка подана вовремя" in answer.body
    assert office.matters.of_partner("application", "integrator") == ()


def test_a_late_one_is_not_filed_and_the_last_day_is_named(
    anna: Browser, office: FakeOffice
) -> None:
    answer = send(anna, first_day="2026-09-14", last_day="2026-09-14")
    assert answer.status == 400
    assert "31 августа 2026" in answer.body.replace("\u00a0", " ")
    assert "Двадцать новых складов" in answer.body
    assert office.matters.of_partner("application", "integrator") == ()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"activity_type": ""}, "activity_type"),
        ({"activity_type": "party"}, "activity_type"),
        ({"goal": "fun"}, "goal"),
        ({"name": " "}, "name"),
        ({"name": "я" * 151}, "name"),
        ({"first_day": "когда-нибудь"}, "first_day"),
        ({"last_day": "2026-09-21"}, "last_day"),
        ({"place": ""}, "place"),
        ({"aim": ""}, "aim"),
        ({"audience": ""}, "audience"),
        ({"how_many": ""}, "how_many"),
        ({"how_many": "0"}, "how_many"),
        ({"planned_cost": "0"}, "planned_cost"),
        ({"asked": "сорок"}, "asked"),
        ({"plan_what_1": ""}, "plan_what_1"),
        ({"plan_amount_2": "-5"}, "plan_amount_2"),
        ({key: "" for key in DINNER if key.startswith("plan_")}, "plan_what_1"),
    ],
)
def test_each_error_stands_at_its_field(
    anna: Browser, office: FakeOffice, typed: dict[str, str], field: str
) -> None:
    answer = send(anna, **typed)
    assert answer.status == 400
    assert f'href="#f-{field}"' in answer.body
    assert f'id="e-{field}"' in answer.body
    assert office.matters.of_partner("application", "integrator") == ()


def test_all_errors_are_said_together(anna: Browser) -> None:
    answer = send(anna, name="", place="", asked="")
    assert answer.body.count('class="field-error"') == 3


def test_the_life_of_an_application_by_its_page(anna: Browser, office: FakeOffice) -> None:
    path = send(anna).location.partition("?")[0]
    agree(office)
    page = anna.get(path)
    assert "40 000,00" in page.body.replace("\u00a0", " ")
    assert f"{path}/change?asking=change" in page.body
    form = form_of(anna.get(f"{path}/change?asking=change"), **{**DINNER, "asked": "50 000"})
    assert 'id="e-why"' in anna.post(f"{path}/change", form).body
    filed = anna.post(f"{path}/change", {**form, "why": "Больше гостей"})
    assert filed.location == f"{path}?notice=activity_changed"
    assert "действует прежнее согласие" in anna.get(path).body
    withdrawn = anna.post(f"{path}/withdraw", form_of(anna.get(path)))
    assert withdrawn.status == 303
    assert the_walk(office).head.state == "approved"
    cancelled = anna.post(f"{path}/cancel", form_of(anna.get(path), why="Нет гостей"))
    assert cancelled.status == 303
    page = anna.get(path)
    assert "Отменена" in page.body
    assert "Нет гостей" in page.body


def agreed_to(anna: Browser, office: FakeOffice, choice: str = "approve", **fields: str) -> str:
    """File the dinner, have it answered, and give its path."""
    path = send(anna).location.partition("?")[0]
    walk = the_walk(office)
    walk.ask()
    consented(office, choice, **fields)
    walk.end()
    return path


def change(anna: Browser, path: str, **typed: str) -> Answer:
    """File a change of the dinner."""
    form = form_of(anna.get(f"{path}/change?asking=change"), **{**DINNER, "why": "Зал", **typed})
    return anna.post(f"{path}/change", form)


def test_an_extension_asks_only_for_its_days_and_keeps_all_else(
    anna: Browser, office: FakeOffice
) -> None:
    path = agreed_to(anna, office)
    page = anna.get(f"{path}/change?asking=extension")
    assert re.findall(r'id="f-(\w+)"', page.body) == ["why", "first_day", "last_day"]
    form = form_of(page, first_day="2026-09-22", last_day="2026-09-22", why="Зал занят")
    refused = anna.post(f"{path}/change", form)
    assert refused.status == 400
    assert 'id="e-last_day"' in refused.body
    filed = anna.post(f"{path}/change", {**form, "last_day": "2026-09-25", "name": "Другой"})
    assert filed.status == 303
    content = content_of(the_walk(office).head, office=office)
    assert (content.activity.name, content.activity.last_day) == (
        "Осенний ужин",
        date(2026, 9, 25),
    )
    assert content.asked == ASKED


def test_a_change_of_nothing_is_said_at_its_field(anna: Browser, office: FakeOffice) -> None:
    answer = change(anna, agreed_to(anna, office))
    assert answer.status == 400
    assert 'id="e-why"' in answer.body
    assert the_walk(office).matter.version == 1


def test_a_refused_change_is_told_beside_the_consent_that_stays(
    anna: Browser, office: FakeOffice
) -> None:
    path = agreed_to(anna, office, "approve_part", amount="30 000", remark="Без ведущего")
    change(anna, path, asked="50 000")
    agree(office, "reject")
    body = anna.get(path).body
    assert "Изменение не согласовали, прежнее согласие действует" in body
    assert "Без ведущего" in body
    assert "Потому что" in body
    assert body.count("Изменение не согласовано</strong>") == 1


def test_a_returned_change_waits_for_the_partner_whatever_is_agreed_to(
    anna: Browser, office: FakeOffice
) -> None:
    path = agreed_to(anna, office)
    change(anna, path, activity_type="conference")
    agree(office, "return")
    body = anna.get(path).body
    assert "Изменение, которое вернули" in body
    assert "Изменение ждёт ответа" not in body
    waiting = body.partition("Изменение, которое вернули")[2].partition("</section>")[0]
    assert "Конференция" in waiting


def test_claims_can_come_while_a_change_was_sent_back(anna: Browser, office: FakeOffice) -> None:
    path = agreed_to(anna, office)
    change(anna, path, asked="50 000")
    agree(office, "return")
    assert "/claims/new" not in anna.get(path).body.partition("<main")[2]
    office.clock.set(september(23))
    anna = Browser(office, "anna")
    assert "/claims/new" in anna.get(path).body.partition("<main")[2]


def test_what_was_given_up_waits_for_nothing(anna: Browser, office: FakeOffice) -> None:
    path = agreed_to(anna, office)
    change(anna, path, asked="50 000")
    anna.post(f"{path}/withdraw", form_of(anna.get(path)))
    anna.post(f"{path}/cancel", form_of(anna.get(path), why="Нет гостей"))
    body = anna.get(path).body
    assert "Мероприятие отменено, деньги вернулись в фонд" in body
    assert "Изменение, которое" not in body
    assert "Было зарезервировано" in body


def test_a_returned_one_is_mended_with_everything_typed_already(
    anna: Browser, office: FakeOffice
) -> None:
    path = send(anna).location.partition("?")[0]
    agree(office, "return")
    page = anna.get(f"{path}/change")
    assert "Потому что" in page.body
    assert 'value="Осенний ужин"' in page.body
    assert 'value="2026-09-22"' in page.body
    form = form_of(page, **{**DINNER, "asked": "30 000"})
    assert anna.post(f"{path}/change", form).status == 303
    assert the_walk(office).matter.version == 2


def test_a_form_of_an_older_version_changes_nothing(anna: Browser, office: FakeOffice) -> None:
    path = send(anna).location.partition("?")[0]
    agree(office, "return")
    form = form_of(anna.get(f"{path}/change"), **{**DINNER, "asked": "30 000"})
    assert anna.post(f"{path}/change", form).status == 303
    agree(office, "return")
    assert anna.post(f"{path}/change", form).status == 409


def test_after_the_activity_the_page_leads_to_the_claim(anna: Browser, office: FakeOffice) -> None:
    path = send(anna).location.partition("?")[0]
    agree(office)
    assert "/claims/new" not in anna.get(path).body
    office.clock.set(september(22))
    page = anna_again(office).get(path)
    assert 'href="/claims/new"' in page.body
    assert "22 октября 2026" in page.body.replace("\u00a0", " ")


def anna_again(office: FakeOffice) -> Browser:
    """Sign in anew: the session of three weeks ago is over."""
    return Browser(office, "anna")


def test_other_partners_see_nothing_of_it(anna: Browser, office: FakeOffice) -> None:
    path = send(anna).location.partition("?")[0]
    boris = Browser(office, "boris")
    assert boris.get(path).status == 404
    assert boris.get(f"{path}/change").status == 404
    assert boris.post(f"{path}/withdraw", {"version": "1"}).status == 404
    assert "Осенний ужин" not in boris.get("/activities").body


def test_a_forged_form_files_nothing(anna: Browser, office: FakeOffice) -> None:
    form = form_of(anna.get("/activities/new"), **DINNER)
    assert anna.post("/activities", {**form, "csrf": "another"}).status == 403
    elsewhere = anna.post("/activities", form, headers={"origin": "https://evil.example"})
    assert elsewhere.status == 403
    assert office.matters.of_partner("application", "integrator") == ()


def test_a_manager_applies_on_the_partners_behalf_and_the_audit_says_so(
    office: FakeOffice,
) -> None:
    marina = Browser(office, "marina")
    marina.post("/partners", {"partner": "integrator"})
    assert send(marina).status == 303
    walk = the_walk(office)
    (entry,) = office.matters.audit("application", walk.matter.matter_id)
    assert (entry.actor, entry.on_behalf_of) == ("marina", "integrator")
    assert walk.head.stand_ins == ("marina",)


def test_hostile_words_are_shown_as_words(anna: Browser) -> None:
    answer = send(anna, name="<script>alert(1)</script>", aim='"><img src=x onerror=alert(1)>')
    assert "<script>" not in anna.get(answer.location).body
    assert "<img" not in anna.get(answer.location).body


def test_what_expires_when_is_said_before_it_does(anna: Browser, office: FakeOffice) -> None:
    path = send(anna).location.partition("?")[0]
    agree(office)
    until = date(2026, 9, 22) + timedelta(days=30)
    assert f"{until.day} октября 2026" in anna.get(path).body.replace("\u00a0", " ")
