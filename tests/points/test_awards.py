"""Awards: a page proves one, a month's caps leave room or they don't, and points come in once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from cofund.errors import (
    AccountClosed,
    LimitReached,
    LinkUsed,
    NotApproved,
    NotFound,
    NotInThisState,
    TryAgain,
)
from cofund.models.assessment import TextValue
from cofund.models.awards import Award, LinkChecked
from cofund.models.consents import Consent, Matter, MatterHead
from cofund.models.points import ClosePoints, EarnPoints
from cofund.models.proofs import MENDABLE, ProofSeen, ProofTask, ProofVerdict
from cofund.steps.consents.filing import withdraw_matter
from cofund.steps.filing import StandIn
from cofund.steps.points.awards import award_book, own_award, refile_award
from cofund.steps.points.consent import KIND, follows, shown
from cofund.steps.points.credit import credit_points, credited
from cofund.steps.points.proof import note_proof, read_award
from cofund.steps.points.proof_check import check_proof_link
from tests.builders.awards import (
    ALIVE,
    ANNAS,
    COMPANY,
    LINK,
    VERA,
    a_filing,
    agreed,
    available,
    credited_award,
    filed,
    looked_at,
)
from tests.builders.claim_files import the_programme
from tests.builders.claims import ANNA, BORIS, EVERYBODY, MARINA, RITA, an_office
from tests.fakes.faulty_items import Fault, FaultyItems, Killed
from tests.fakes.internet import FakeInternet, answer
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice
from tests.steps.test_at_one_moment import all_at_once

PRESS = "https://press.example/a"


@pytest.fixture
def office() -> FakeOffice:
    return an_office(people=(*EVERYBODY, VERA))


def rejected(office: FakeOffice, matter: Matter) -> None:
    """Let an approver refuse an award."""
    agreed_state(office, matter, "rejected")


def agreed_state(office: FakeOffice, matter: Matter, outcome: str) -> None:
    from cofund.steps.consents.asking import read_consent

    read_consent(matter, office=office)
    consent = Consent.model_validate(
        {
            "matter": matter,
            "outcome": outcome,
            "decided_at": office.clock(),
            "decided_by": RITA.login,
        }
    )
    office.matters.decide(consent, link=None)


def test_an_award_is_filed_once_however_often_its_form_is_sent(office: FakeOffice) -> None:
    first, again = filed(office), filed(office)
    assert first == again
    assert len(office.matters.of_partner("award", "integrator")) == 1
    assert office.matters.content(first.matter, Award).points == 40_000


@pytest.mark.parametrize(
    ("filer", "account"), [(ANNA, "company"), (VERA, "company"), (VERA, "person")]
)
@pytest.mark.parametrize("link", [LINK, "http://www.habr.com/ru/articles/1?utm_source=x#top"])
def test_a_page_proves_one_award_in_any_account(
    office: FakeOffice, filer: Any, account: Any, link: str
) -> None:
    filed(office)
    with pytest.raises(LinkUsed):
        filed(office, a_filing(link, account=account, form_id="form-2"), filer)


@pytest.mark.parametrize("end", ["rejected", "withdrawn"])
def test_an_award_that_ended_without_points_frees_its_page_and_its_month(
    office: FakeOffice, end: str
) -> None:
    head = filed(office)
    looked_at(office, head.matter)
    if end == "rejected":
        rejected(office, head.matter)
    else:
        withdraw_matter(head, ANNA, office=office)
    assert award_book(office).earnings(COMPANY.owner, "2026-09", programme="it-vendor") == ()
    filed(office, a_filing(form_id="form-2"), VERA)


def test_a_page_stays_with_its_award_while_that_is_set_right(office: FakeOffice) -> None:
    head = filed(office)
    looked_at(office, head.matter, ProofSeen(verdict="gone", address=LINK, status=404))
    with pytest.raises(LinkUsed):
        filed(office, a_filing(form_id="form-2"), VERA)


def test_an_award_with_another_link_leaves_the_first_one_free(office: FakeOffice) -> None:
    head = filed(office)
    looked_at(office, head.matter, ProofSeen(verdict="gone", address=LINK, status=404))
    over = office.matters.get("award", head.matter.matter_id)
    other = a_filing("https://habr.com/ru/articles/2/")
    refiled = refile_award(over, other, ANNA, programme=the_programme(), office=office)
    assert (refiled.state, refiled.matter.version) == ("submitted", 2)
    filed(office, a_filing(form_id="form-3"), VERA)


@pytest.mark.parametrize(
    ("kinds", "refused"),
    [
        (["habr_article", "habr_article"], False),
        (["habr_article"] * 3, True),
        (["trade_press_article"] * 2, False),
        (["trade_press_article"] * 3, True),
        (["success_story"] * 2, True),
        (["habr_article", "success_story", "trade_press_article"], False),
        (["habr_article", "trade_press_article", "trade_press_article", "success_story"], True),
    ],
)
def test_a_months_caps_by_kind_and_in_all_are_said_at_once(
    office: FakeOffice, kinds: list[str], refused: bool
) -> None:
    *before, last = (
        partial(
            filed,
            office,
            a_filing(f"https://habr.com/{n}", earned_by=kind, form_id=f"form-{n}"),
        )
        for n, kind in enumerate(kinds)
    )
    for act in before:
        act()
    if refused:
        with pytest.raises(LimitReached):
            last()
    else:
        last()


def test_caps_count_by_account_and_by_month_and_by_what_was_agreed_to(office: FakeOffice) -> None:
    def story(number: int) -> Any:
        link = f"https://press.example/{number}"
        return a_filing(link, earned_by="success_story", form_id=f"form-{number}")

    first = filed(office, story(1)).matter
    with pytest.raises(LimitReached):
        filed(office, story(2))
    filed(office, a_filing(PRESS, earned_by="success_story", account="person"), ANNA)
    looked_at(office, first, ProofSeen(verdict="alive", address="https://press.example/1"))
    agreed(office, first, points=10)
    with pytest.raises(LimitReached):
        filed(office, story(2))
    office.clock.set(datetime(2026, 10, 1, tzinfo=UTC))
    filed(office, story(2))


def test_of_two_who_file_the_same_page_at_one_moment_one_gets_it() -> None:
    for number in range(5):
        office = an_office(people=(*EVERYBODY, VERA))
        acts = [
            partial(filed, office, a_filing(form_id=f"{number}-{who.login}"), who)
            for who in (ANNA, VERA)
        ]
        results = all_at_once(acts)
        assert sorted(isinstance(one, MatterHead) for one in results) == [False, True], results
        assert "LinkUsed" in results


def test_of_those_who_file_for_the_last_room_of_a_month_at_one_moment_one_gets_it() -> None:
    for number in range(5):
        office = an_office()
        acts = [
            partial(
                filed,
                office,
                a_filing(
                    f"https://press.example/{number}-{one}",
                    earned_by="success_story",
                    form_id=f"form-{one}",
                ),
            )
            for one in range(4)
        ]
        results = all_at_once(acts)
        assert sum(isinstance(one, MatterHead) for one in results) == 1, results


def test_a_colleague_sees_the_companys_awards_and_not_a_persons(office: FakeOffice) -> None:
    companys = filed(office).matter.matter_id
    own = filed(office, a_filing(PRESS, earned_by="success_story", account="person"))
    assert own_award(companys, VERA, office=office)[0].matter.matter_id == companys
    assert own_award(own.matter.matter_id, ANNA, office=office)
    for stranger, award in [
        (VERA, own.matter.matter_id),
        (BORIS, companys),
        (StandIn(MARINA, "integrator"), own.matter.matter_id),
    ]:
        with pytest.raises(NotFound):
            own_award(award, stranger, office=office)


def test_nobody_files_for_a_persons_account_in_their_place(office: FakeOffice) -> None:
    with pytest.raises(NotFound):
        filed(office, a_filing(account="person"), StandIn(MARINA, "integrator"))


@pytest.mark.parametrize("verdict", sorted(MENDABLE))
def test_a_link_that_surely_proves_nothing_gives_the_award_back_with_a_letter(
    office: FakeOffice, verdict: ProofVerdict
) -> None:
    matter = filed(office).matter
    seen = ProofSeen(verdict=verdict)
    for _ in range(2):
        assert looked_at(office, matter, seen) == "returned"
    assert office.matters.get("award", matter.matter_id).state == "returned"
    (mail,) = office.mailer.sent
    assert mail.to == ANNA.mail
    assert LINK in mail.text
    last = office.matters.audit("award", matter.matter_id)[-1]
    assert (last.to_state, last.actor, last.reason) == ("returned", "note_proof", verdict)


@pytest.mark.parametrize(
    "verdict",
    [
        "closed",
        "not_readable",
        "too_slow",
        "too_large",
        "unknown_site",
        "out_of_reach",
        "redirected_too_often",
    ],
)
def test_what_is_unclear_about_a_link_goes_to_the_approver(
    office: FakeOffice, verdict: ProofVerdict
) -> None:
    matter = filed(office).matter
    assert looked_at(office, matter, ProofSeen(verdict=verdict, status=403)) == "ask"
    (warning,) = shown(matter, office).warnings
    assert warning.message == f"award.warning.{verdict}"


def test_what_was_seen_first_stays(office: FakeOffice) -> None:
    matter = filed(office).matter
    looked_at(office, matter)
    assert looked_at(office, matter, ProofSeen(verdict="gone", status=404)) == "ask"
    assert award_book(office).seen(matter) == ALIVE
    facts = {fact.label for fact in shown(matter, office).facts}
    assert "award.fact.found_title" in facts


def test_a_link_that_leads_to_a_page_of_another_award_comes_back(office: FakeOffice) -> None:
    looked_at(office, filed(office).matter)
    short = filed(office, a_filing("https://habr.com/p/1", form_id="form-2"), VERA).matter
    assert looked_at(office, short, ALIVE) == "returned"
    assert office.matters.audit("award", short.matter_id)[-1].reason == "used"


def test_a_link_that_led_on_keeps_both_pages(office: FakeOffice) -> None:
    matter = filed(office, a_filing("https://habr.com/p/1")).matter
    assert looked_at(office, matter, ALIVE) == "ask"
    with pytest.raises(LinkUsed):
        filed(office, a_filing(LINK, form_id="form-2"), VERA)


def test_a_page_that_calls_itself_one_that_is_known_is_named_to_the_approver(
    office: FakeOffice,
) -> None:
    seen = ALIVE.model_copy(update={"address": f"{LINK}?from=a", "home": LINK})
    matter = filed(office, a_filing(f"{LINK}?from=a")).matter
    assert looked_at(office, matter, seen) == "ask"
    assert shown(matter, office).warnings == ()
    again = seen.model_copy(update={"address": f"{LINK}?from=b"})
    other = filed(office, a_filing(f"{LINK}?from=b", form_id="form-2"), VERA).matter
    assert looked_at(office, other, again) == "ask"
    (warning,) = shown(other, office).warnings
    assert warning.message == "award.warning.known_page"
    assert warning.params["award"] == TextValue(value=matter.matter_id)
    with pytest.raises(LinkUsed):
        filed(office, a_filing(LINK, form_id="form-3"), VERA)


def test_an_award_withdrawn_meanwhile_is_not_given_back(office: FakeOffice) -> None:
    head = filed(office)
    withdraw_matter(head, ANNA, office=office)
    assert looked_at(office, head.matter, ProofSeen(verdict="gone")) == "ask"
    assert not office.mailer.sent


def test_the_check_is_told_the_link_and_the_terms_and_tries_again_after_passing_trouble(
    office: FakeOffice,
) -> None:
    task = read_award(filed(office).matter, office=office)
    assert task == ProofTask(
        link=LINK, programme="it-vendor", programme_version="2026.1", earned_by="habr_article"
    )
    internet = FakeInternet(answers={"habr.com": [answer()]})
    programme = the_programme()
    check = partial(check_proof_link, task, programme=programme, now=internet.watch)
    assert check(network=internet).verdict == "alive"
    elsewhere = task.model_copy(update={"link": PRESS})
    assert (
        check_proof_link(
            elsewhere, programme=programme, network=internet, now=internet.watch
        ).verdict
        == "not_allowed"
    )
    for trouble in (ConnectionResetError(), TimeoutError()):
        with pytest.raises(TryAgain):
            check(network=FakeInternet(answers={"habr.com": [trouble]}))


def test_points_come_in_once_as_agreed_to(office: FakeOffice) -> None:
    matter = credited_award(office, points=25_000)
    assert credit_points(matter, office=office).replayed
    assert available(office) == 25_000
    consent = office.matters.consent(matter)
    assert consent is not None
    (said,) = follows(matter, consent, office)
    assert said.message == "award.follows.approved"
    assert KIND.page.format(matter_id=matter.matter_id).endswith(matter.matter_id)


def test_points_for_a_person_come_into_their_own_account(office: FakeOffice) -> None:
    credited_award(office, a_filing(account="person"))
    assert (available(office, ANNAS), available(office, COMPANY)) == (40_000, 0)


@pytest.mark.parametrize("answer_given", [None, "rejected"])
def test_points_do_not_come_in_without_consent(
    office: FakeOffice, answer_given: str | None
) -> None:
    matter = filed(office).matter
    looked_at(office, matter)
    if answer_given:
        rejected(office, matter)
    with pytest.raises(NotApproved):
        credit_points(matter, office=office)


def test_points_of_a_year_that_was_closed_meanwhile_come_into_the_next(office: FakeOffice) -> None:
    matter = filed(office).matter
    looked_at(office, matter)
    consent = agreed(office, matter)
    close(office)
    assert credit_points(matter, office=office).account.year == "2027"
    assert credit_points(matter, office=office).replayed
    posting = credited(matter, consent, office=office)
    assert posting is not None
    assert posting.account.year == "2027"
    assert available(office) == 0


def test_points_that_came_in_before_the_close_do_not_come_in_again(office: FakeOffice) -> None:
    matter = credited_award(office)
    close(office)
    assert credit_points(matter, office=office).account.year == "2026"
    assert office.points.find(COMPANY.model_copy(update={"year": "2027"})) is None


def close(office: FakeOffice) -> None:
    """End the year of the company's account."""
    office.points.open_account(COMPANY)
    office.points.post(
        ClosePoints(
            account=COMPANY, actor="keep", reason="over", at=office.clock(), programme_version="1"
        )
    )


FAULTS: tuple[Fault, ...] = (
    "killed_before",
    "killed_after",
    "answer_lost",
    "throttled",
    "conflict",
)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("write", range(3))
def test_every_step_of_an_award_may_be_killed_and_run_again(fault: Fault, write: int) -> None:
    items = FaultyItems(MemoryItems())
    office = an_office(items)

    def run(step: Callable[[], Any]) -> Any:
        items.faults.extend([*["none"] * write, fault])  # type: ignore[list-item]
        try:
            step()
        except (Killed, TryAgain):
            pass
        finally:
            items.all_is_well()
        return step()

    matter = run(lambda: filed(office)).matter
    assert run(lambda: looked_at(office, matter)) == "ask"
    agreed(office, matter)
    run(lambda: credit_points(matter, office=office))
    assert available(office) == 40_000
    dead = filed(office, a_filing("https://habr.com/2", form_id="form-2")).matter
    assert run(lambda: looked_at(office, dead, ProofSeen(verdict="gone"))) == "returned"
    assert len(office.mailer.sent) == 1


def test_points_that_come_in_twice_at_one_moment_come_in_once(office: FakeOffice) -> None:
    matter = filed(office).matter
    looked_at(office, matter)
    agreed(office, matter)
    all_at_once([partial(credit_points, matter, office=office)] * 4)
    assert available(office) == 40_000


def test_an_award_in_review_takes_no_further_version(office: FakeOffice) -> None:
    head = filed(office)
    with pytest.raises(NotInThisState):
        refile_award(head, a_filing(form_id="x"), ANNA, programme=the_programme(), office=office)


def test_an_entry_of_points_in_a_closed_year_is_refused_by_name(office: FakeOffice) -> None:
    close(office)
    with pytest.raises(AccountClosed):
        office.points.post(
            EarnPoints(
                account=COMPANY,
                actor="rita",
                reason="r",
                at=office.clock(),
                programme_version="1",
                award="a",
                points=1,
            )
        )


def test_a_check_that_comes_late_for_another_version_changes_nothing(office: FakeOffice) -> None:
    head = filed(office)
    looked_at(office, head.matter, ProofSeen(verdict="gone"))
    over = office.matters.get("award", head.matter.matter_id)
    second = refile_award(
        over, a_filing("https://habr.com/2"), ANNA, programme=the_programme(), office=office
    )
    checked = LinkChecked(**head.matter.model_dump(), seen=ProofSeen(verdict="gone"))
    assert note_proof(checked, office=office) == "ask"
    assert office.matters.get("award", head.matter.matter_id) == second
