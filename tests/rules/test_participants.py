"""Participants: at least the minimum of different people."""

from __future__ import annotations

import pytest

from cofund.models.assessment import CountValue
from tests.builders.claim_files import (
    a_claim_file,
    a_partner,
    an_activity,
    an_application,
    dinner_papers,
    judged,
    the_finding,
    with_paper,
)
from tests.builders.reads import a_participant, a_participant_list, read


@pytest.mark.parametrize(
    ("came", "expected"),
    [(4, [("fail", "too_few")]), (5, [("pass", "enough")]), (0, [])],
)
def test_a_dinner_needs_five_people(came: int, expected: list[tuple[str, str]]) -> None:
    # An empty list is the reading rules' to name.
    file = a_claim_file(with_paper(a_participant_list(came)))
    assert judged(file, "participants_minimum") == expected


def test_too_few_people_go_to_a_person() -> None:
    file = a_claim_file(with_paper(a_participant_list(4)))
    assert the_finding(file, "participants_minimum").effect == "review"


def test_the_same_person_twice_is_one_person() -> None:
    again = a_participant(1, name=read("  гость  НОМЕР 1"), phone=read("+79000000001"))
    listed = a_participant_list(4)
    padded = listed.model_copy(update={"participants": (*listed.participants, again)})
    assert judged(a_claim_file(with_paper(padded)), "participants_minimum") == [("fail", "too_few")]


def test_people_are_counted_over_all_lists() -> None:
    second = a_participant_list(5, "list-2")
    papers = [*with_paper(a_participant_list(3)), second]
    assert judged(a_claim_file(papers), "participants_minimum") == [("pass", "enough")]


def test_an_activity_without_a_minimum_is_not_judged() -> None:
    application = an_application(activity=an_activity(activity_type="exhibition"))
    file = a_claim_file(with_paper(a_participant_list(1)), application=application)
    assert judged(file, "participants_minimum") == []


def test_without_a_list_there_is_nothing_to_count() -> None:
    papers = [paper for paper in dinner_papers() if paper.document_id != "list"]
    assert judged(a_claim_file(papers), "participants_minimum") == []


@pytest.mark.parametrize(
    "row",
    [
        {"email": read("petr@INTEGRATOR.example")},
        {"company": read("ООО «Небывалософт Плюс»")},
        {"email": read("ivan@rivalsoft.example")},
    ],
)
def test_own_people_and_competitors_are_no_guests(row: dict[str, object]) -> None:
    listed = a_participant_list(4)
    host = a_participant(5, **row)
    padded = listed.model_copy(update={"participants": (*listed.participants, host)})
    partner = a_partner(email_domains=("integrator.example",))
    file = a_claim_file(with_paper(padded), partner=partner)
    assert judged(file, "participants_minimum") == [("fail", "too_few_guests")]


def test_a_mail_at_a_longer_domain_is_a_guests() -> None:
    listed = a_participant_list(4)
    guest = a_participant(5, email=read("ivan@not-integrator.example"))
    padded = listed.model_copy(update={"participants": (*listed.participants, guest)})
    partner = a_partner(email_domains=("integrator.example",))
    file = a_claim_file(with_paper(padded), partner=partner)
    assert judged(file, "participants_minimum") == [("pass", "enough")]


def test_whoever_is_listed_twice_counts_once_and_is_noted() -> None:
    listed = a_participant_list(5).model_copy(update={"duplicates": ((0, 4), (1, 4))})
    file = a_claim_file(with_paper(listed))
    finding = the_finding(file, "listed_twice")
    assert (finding.effect, finding.document_id) == ("note", "list")
    assert finding.params["people"] == CountValue(value=1)
    assert judged(file, "participants_minimum") == [("fail", "too_few")]


def test_a_list_without_doubles_is_silent() -> None:
    assert judged(a_claim_file(), "listed_twice") == []
