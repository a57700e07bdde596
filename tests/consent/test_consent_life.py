"""A matter from filed to its end: answers, reminders, timeout, delegation, resuming."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cofund.errors import (
    AlreadyDecided,
    EntryConflict,
    Forbidden,
    NotFound,
    NotInThisState,
    StaleVersion,
    TryAgain,
)
from cofund.models.approval import Delegation
from cofund.models.consents import Consent, Matter
from cofund.steps.consents.filing import file_again, file_matter, withdraw_matter
from cofund.steps.consents.stopping import resume_matter, stop_matter
from cofund.steps.filing import StandIn
from cofund.steps.sweeping import sweep_decisions
from tests.builders.claim_files import FUND, the_programme
from tests.builders.claims import ANNA, EVERYBODY, MARINA, OLEG, RITA, an_office
from tests.builders.matters import (
    ASKED,
    LARGE,
    ConsentWalk,
    a_content,
    approver,
    assert_matter_sound,
    consent_links,
    consented,
    filed,
    letters_to,
    the_asked,
)
from tests.builders.reads import roubles
from tests.fakes.office import FakeOffice

FREE = roubles(850_000)
"""What the fund has beside the first dinner's reservation."""


@pytest.fixture
def office() -> FakeOffice:
    return an_office()


def asking(office: FakeOffice, **changes: object) -> ConsentWalk:
    walk = filed(office, a_content(**changes))  # type: ignore[arg-type]
    assert walk.ask().outcome == "undecided"
    return walk


def changed(walk: ConsentWalk, **changes: object) -> ConsentWalk:
    """File the next version and give its walk."""
    head = file_again(
        walk.head,
        a_content(**changes),  # type: ignore[arg-type]
        ANNA,
        programme=the_programme(),
        office=walk.office,
    )
    return ConsentWalk(walk.office, head.matter)


def test_an_application_is_agreed_to_and_its_money_reserved(office: FakeOffice) -> None:
    walk = asking(office)
    answer = consented(office, "approve")
    assert isinstance(answer, Consent)
    assert (answer.amount, answer.decided_by) == (ASKED, approver_login(office))
    assert office.consent_workflow.waiting == frozenset()
    assert walk.end().state == "approved"
    assert office.ledger.balance(FUND).available == FREE - ASKED
    assert [mail.subject for mail in letters_to(office, ANNA)] == ["Согласовано: «Осенний ужин»"]
    assert_matter_sound(walk)


def approver_login(office: FakeOffice) -> str:
    item = office.matters.audit("application", "app-1")[-1]
    return item.actor


@pytest.mark.parametrize(
    ("typed", "agreed"),
    [("10 000", roubles(10_000)), ("39 999,99", roubles("39999.99")), ("999 999", ASKED)],
)
def test_less_can_be_agreed_to_and_never_more(
    office: FakeOffice, typed: str, agreed: object
) -> None:
    asking(office)
    answer = consented(office, "approve_part", amount=typed)
    assert isinstance(answer, Consent)
    assert answer.amount == agreed


@pytest.mark.parametrize(
    ("choice", "fields", "wrong"),
    [
        ("", {}, {"choice"}),
        ("ask", {}, {"choice"}),
        ("approve_part", {"amount": "0"}, {"amount"}),
        ("approve_part", {"amount": "much"}, {"amount"}),
        ("return", {"remark": " "}, {"remark"}),
        ("reject", {"remark": ""}, {"remark"}),
    ],
)
def test_a_form_that_cannot_be_taken_says_what_is_wrong(
    office: FakeOffice, choice: str, fields: dict[str, str], wrong: set[str]
) -> None:
    walk = asking(office)
    errors = consented(office, choice, **fields)
    assert isinstance(errors, tuple)
    assert {error.field for error in errors} == wrong
    assert walk.head.state == "in_review"


@pytest.mark.parametrize(
    ("choice", "state", "subject"),
    [("return", "returned", "Нужно доработать"), ("reject", "rejected", "Отклонено")],
)
def test_who_is_refused_reads_why(
    office: FakeOffice, choice: str, state: str, subject: str
) -> None:
    walk = asking(office)
    consented(office, choice, remark="Слишком мало гостей")
    assert walk.end().state == state
    (letter,) = letters_to(office, ANNA)
    assert letter.subject.startswith(subject)
    assert "Слишком мало гостей" in letter.text
    assert "/activities/app-1" in letter.text
    assert office.ledger.balance(FUND).available == FREE


def test_who_was_returned_files_another_version_and_its_approver_reads_what_came_before(
    office: FakeOffice,
) -> None:
    walk = asking(office)
    consented(office, "return", remark="Уточните место")
    walk.end()
    again = changed(walk, asked=roubles(30_000))
    assert again.matter.version == 2
    again.ask()
    consented(office, "approve")
    assert again.end().consented == 2
    assert office.ledger.balance(FUND).available == FREE - roubles(30_000)
    assert_matter_sound(again)


def test_reminders_escalation_and_timeout_come_on_their_days(office: FakeOffice) -> None:
    walk = asking(office)
    began = office.clock()
    stages = ["first"]
    for day in (2, 4, 5):
        office.clock.move(began + timedelta(days=day) - office.clock())
        stages.append(walk.ask().stage)
    assert stages == ["first", "reminder", "reminder", "escalation"]
    assert approver(office) == MARINA
    office.clock.move(began + timedelta(days=7) - office.clock())
    assert walk.ask().outcome == "timed_out"
    assert walk.end().state == "timed_out"
    assert letters_to(office, ANNA)[-1].subject.startswith("Ответа не было")
    assert changed(walk).head.state == "submitted"


def test_only_the_newest_link_works(office: FakeOffice) -> None:
    walk = asking(office)
    office.clock.move(timedelta(days=2))
    walk.ask()
    first, second = consent_links(office)
    with pytest.raises(NotFound):
        the_asked(office, first)
    assert the_asked(office, second).head == walk.head


def test_a_retry_asks_by_the_same_link_and_mails_it_once(office: FakeOffice) -> None:
    walk = asking(office)
    walk.ask()
    assert len(consent_links(office)) == 1
    assert office.consent_links.task_token(walk.matter) == walk.token


def test_an_answer_that_came_before_the_timeout_was_read_is_not_lost(office: FakeOffice) -> None:
    walk = asking(office)
    office.consent_workflow.time_out(walk.token)
    consented(office, "approve")
    office.clock.move(timedelta(days=30))
    assert walk.read().outcome == "approved"


def test_the_sweep_wakes_who_sleeps_on_an_answer_and_starts_what_never_began(
    office: FakeOffice,
) -> None:
    walk = filed(office)
    office.consent_workflow.forget()
    office.clock.move(timedelta(minutes=2))
    assert sweep_decisions(office=office) == 1
    assert set(office.consent_workflow.started.values()) == {walk.matter}
    walk.ask()
    office.consent_workflow.time_out(walk.token)
    consented(office, "approve")
    office.consent_workflow.wait(walk.token)
    office.clock.move(timedelta(minutes=2))
    assert sweep_decisions(office=office) == 1
    assert office.consent_workflow.waiting == frozenset()
    walk.read()
    assert sweep_decisions(office=office) == 0


def test_a_stand_in_by_delegation_is_asked_up_to_the_limit(office: FakeOffice) -> None:
    for login in ("rita", "roman"):
        delegation = Delegation(
            from_login=login,
            to_login="marina",
            first_day=date(2026, 9, 25),
            last_day=date(2026, 9, 25),
            limit=ASKED,
        )
        office.approvals.delegate(delegation)
    asking(office)
    absent = the_asked(office).link.on_behalf_of
    assert absent in ("rita", "roman")
    consented(office, "approve")
    last = office.matters.audit("application", "app-1")[-1]
    assert (last.actor, last.in_place_of) == ("marina", absent)


def test_above_the_limit_nobody_stands_in(office: FakeOffice) -> None:
    for login in ("rita", "roman"):
        office.approvals.delegate(
            Delegation(
                from_login=login,
                to_login="marina",
                first_day=date(2026, 9, 25),
                last_day=date(2026, 9, 25),
                limit=ASKED,
            )
        )
    asking(office, asked=LARGE)
    assert approver(office) != MARINA


def test_a_manager_who_filed_for_the_partner_is_not_asked() -> None:
    alone = an_office(people=[one for one in EVERYBODY if one.role != "reviewer"] + [RITA])
    walk = filed(alone, filer=StandIn(manager=MARINA, partner_id="integrator"))
    walk.ask()
    assert approver(alone) == RITA
    alone.clock.move(timedelta(days=5))
    walk.ask()
    assert approver(alone) == RITA
    assert alone.matters.audit("application", "app-1")[0].on_behalf_of == "integrator"


def test_a_person_who_lost_the_role_no_longer_answers(office: FakeOffice) -> None:
    asking(office)
    person = approver(office)
    office.directory.add_person(person.model_copy(update={"role": "finance"}))
    with pytest.raises(Forbidden):
        consented(office, "approve")


def test_a_withdrawal_is_an_answer_and_doing_it_again_changes_nothing(office: FakeOffice) -> None:
    walk = asking(office)
    withdraw_matter(walk.head, ANNA, office=office)
    withdraw_matter(walk.head, ANNA, office=office)
    assert office.consent_workflow.waiting == frozenset()
    assert walk.read().outcome == "withdrawn"
    assert walk.end().state == "withdrawn"
    assert letters_to(office, ANNA) == []
    assert_matter_sound(walk)


def test_what_was_answered_cannot_be_withdrawn(office: FakeOffice) -> None:
    walk = asking(office)
    seen = walk.head
    consented(office, "reject")
    with pytest.raises(AlreadyDecided):
        withdraw_matter(seen, ANNA, office=office)
    with pytest.raises(NotInThisState):
        withdraw_matter(walk.head, ANNA, office=office)


def test_what_was_withdrawn_before_it_was_asked_for_is_mailed_to_nobody(
    office: FakeOffice,
) -> None:
    walk = filed(office)
    withdraw_matter(walk.head, ANNA, office=office)
    assert walk.ask().outcome == "withdrawn"
    assert consent_links(office) == []


@pytest.mark.parametrize("choice", ["reject", "return"])
def test_a_change_that_is_refused_leaves_the_consent_before_in_force(
    office: FakeOffice, choice: str
) -> None:
    walk = asking(office)
    consented(office, "approve")
    walk.end()
    change = changed(walk, asked=roubles(60_000), asking="change", why="Больше гостей")
    assert change.head.consented == 1
    change.ask()
    consented(office, choice)
    head = change.end()
    assert (head.state, head.consented) == ("approved" if choice == "reject" else "returned", 1)
    assert "Прежнее согласие остаётся в силе" in letters_to(office, ANNA)[-1].text
    assert office.ledger.balance(FUND).available == FREE - ASKED
    assert_matter_sound(change)


def test_a_change_that_is_given_up_leaves_the_consent_before_in_force(office: FakeOffice) -> None:
    walk = asking(office)
    consented(office, "approve")
    walk.end()
    change = changed(walk, asked=roubles(60_000), asking="change", why="Больше гостей")
    withdraw_matter(change.head, ANNA, office=office)
    assert (change.head.state, change.head.consented) == ("approved", 1)


def test_money_that_is_gone_meanwhile_sends_the_application_back(office: FakeOffice) -> None:
    walk = asking(office, asked=LARGE)
    other = file_matter(
        "application",
        "app-2",
        a_content(asked=FREE),
        ANNA,
        programme=the_programme(),
        office=office,
    )
    second = ConsentWalk(office, other.matter)
    second.ask()
    consented(office, "approve")
    second.end()
    consented(office, "approve", token=consent_links(office)[0])
    assert walk.end().state == "returned"
    letter = letters_to(office, ANNA)[-1]
    assert letter.subject.startswith("Не удалось зарезервировать")
    assert office.ledger.balance(FUND).available == roubles(0)


def test_the_same_application_filed_twice_is_one_and_another_under_its_id_is_refused(
    office: FakeOffice,
) -> None:
    walk = filed(office)
    assert filed(office).head == walk.head
    assert len(office.matters.audit("application", "app-1")) == 1
    with pytest.raises(EntryConflict):
        filed(office, a_content(asked=LARGE))


def test_a_version_follows_the_one_that_was_looked_at(office: FakeOffice) -> None:
    walk = asking(office)
    consented(office, "return")
    seen = walk.head
    changed(walk)
    with pytest.raises(StaleVersion):
        file_again(seen, a_content(), ANNA, programme=the_programme(), office=office)


def test_a_version_that_waits_is_not_overtaken_by_the_next(office: FakeOffice) -> None:
    walk = asking(office)
    with pytest.raises(NotInThisState):
        changed(walk)


def test_an_error_of_ours_stops_a_matter_and_the_operator_lets_it_go_on(
    office: FakeOffice,
) -> None:
    walk = asking(office)
    stop_matter(walk.matter, error="KeyError", office=office)
    stop_matter(walk.matter, error="KeyError", office=office)
    assert walk.head.state == "needs_operator"
    assert len(letters_to(office, OLEG)) == 1
    assert "app-1" in letters_to(office, OLEG)[0].subject
    with pytest.raises(NotInThisState):
        walk.read()
    office.clock.move(timedelta(days=9))
    name = resume_matter("application", "app-1", by="oleg", office=office)
    assert resume_matter("application", "app-1", by="oleg", office=office) == name
    assert office.consent_workflow.started[name] == walk.matter
    assert walk.ask().outcome == "undecided"
    consented(office, "approve")
    assert walk.end().state == "approved"
    assert_matter_sound(walk)


def test_only_what_was_stopped_is_resumed(office: FakeOffice) -> None:
    asking(office)
    with pytest.raises(NotInThisState):
        resume_matter("application", "app-1", by="oleg", office=office)
    with pytest.raises(NotFound):
        resume_matter("award", "app-1", by="oleg", office=office)


def test_an_earlier_version_is_not_stopped_in_the_place_of_a_later(office: FakeOffice) -> None:
    walk = asking(office)
    consented(office, "return")
    later = changed(walk)
    stop_matter(walk.matter, error="KeyError", office=office)
    assert later.head.state == "submitted"


def test_a_partner_finds_its_matters_newest_first(office: FakeOffice) -> None:
    filed(office)
    office.clock.move(timedelta(hours=1))
    file_matter("application", "app-2", a_content(), ANNA, programme=the_programme(), office=office)
    listed = office.matters.of_partner("application", "integrator")
    assert [head.matter.matter_id for head in listed] == ["app-2", "app-1"]
    assert office.matters.of_partner("award", "integrator") == ()


def test_a_matter_that_is_not_there_is_not_found(office: FakeOffice) -> None:
    for matter_id in ("app-9", "../etc", ""):
        with pytest.raises(NotFound):
            office.matters.get("application", matter_id)
    gone = Matter(kind="application", matter_id="app-9", version=1)
    with pytest.raises(NotFound):
        office.matters.content(gone, type(a_content()))


def test_a_workflow_that_cannot_be_started_is_started_by_the_sweep(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_reach(*_order: object) -> None:
        raise TryAgain("out of reach")

    with monkeypatch.context() as patch:
        patch.setattr(office.consent_workflow, "start", out_of_reach)
        walk = filed(office)
    assert office.consent_workflow.started == {}
    office.clock.move(timedelta(minutes=2))
    sweep_decisions(office=office)
    assert office.consent_workflow.started == {"app-1-v1": walk.matter}
