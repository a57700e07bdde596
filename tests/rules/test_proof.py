"""Proof: the event's papers speak of the event that was approved."""

from __future__ import annotations

import pytest

from cofund.models.assessment import Finding
from cofund.models.claim_file import ClaimFile
from cofund.rules.proof import speak_of_one
from tests.builders.claim_files import (
    a_claim_file,
    an_activity,
    an_application,
    findings_of,
    judged,
    with_paper,
)
from tests.builders.reads import a_report, an_event_programme, read


def the_failing(file: ClaimFile, rule: str) -> Finding:
    """Give the only failing finding of a rule."""
    (finding,) = (one for one in findings_of(file, rule) if one.verdict == "fail")
    return finding


APPROVED = an_application(activity=an_activity(name="Конференция о хранении данных"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Деловой ужин с заказчиками", "Отчёт о деловом ужине", True),
        ("Конференция «Сети-2026»", "конференции «СЕТИ – 2026»", True),
        ("Conference on networks", "Networks conference", True),
        ("Ёлка для партнёров", "Елка", True),
        ("Деловой ужин", "Конференция о сетях", False),
        ("Москва, Небывалый пер., 1", "г. Москва", True),
        ("Москва", "Казань", False),
        ("Отчёт о мероприятии", "Деловой ужин", True),  # it names no event at all
        ("", "Деловой ужин", True),
        ("Сети 2025", "Ужин 2026", False),
    ],
)
def test_texts_speak_of_one_when_they_share_a_telling_word(
    one: str, other: str, same: bool
) -> None:
    assert speak_of_one(one, other) is same
    assert speak_of_one(other, one) is same


def test_papers_of_the_approved_event_pass() -> None:
    file = a_claim_file()
    assert set(judged(file, "event_name")) == {("pass", "same")}


def test_a_report_about_another_event_goes_to_a_person() -> None:
    named = read("Конференция о хранении данных")
    papers = [
        paper.model_copy(update={"event_name": named})
        if paper.document_id == "programme"
        else paper
        for paper in with_paper(a_report(event_name=read("Деловой ужин с банками")))
    ]
    file = a_claim_file(papers, application=APPROVED)
    finding = the_failing(file, "event_name")
    assert (finding.effect, finding.message, finding.document_id) == ("review", "another", "report")
    assert [evidence.document_id for evidence in finding.evidence] != []


def test_a_name_that_is_not_certain_is_not_judged() -> None:
    doubtful = read("Другое", status="review", source="ocr")
    papers = with_paper(a_report(event_name=doubtful))
    assert ("fail", "another") not in judged(a_claim_file(papers), "event_name")


def test_another_place_goes_to_a_person() -> None:
    papers = with_paper(an_event_programme(place=read("Казань, ул. Макетная, 1")))
    finding = the_failing(a_claim_file(papers), "event_place")
    assert (finding.effect, finding.document_id) == ("review", "programme")


def test_without_an_approved_place_no_place_is_judged() -> None:
    papers = with_paper(an_event_programme(place=read("Казань")))
    application = an_application(activity=an_activity(place=""))
    assert judged(a_claim_file(papers, application=application), "event_place") == []
