"""The mails: complete in both languages, harmless, and every fix in one letter (case 40)."""

from __future__ import annotations

import re

import pytest
from lxml import html as lxml_html

from cofund import pages
from cofund.models.assessment import TextValue
from cofund.models.claim import Locale
from tests.builders import page_views as story
from tests.pages.gallery import LINK, MAILS, decided_letter, returned_letter, review_request

LOCALES: tuple[Locale, ...] = ("ru", "en")
HOSTILE = "Пётр\r\nBcc: all@evil.example <script>alert(1)</script>"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", MAILS)
def test_every_mail_has_a_subject_of_one_line_and_two_bodies(name: str, locale: Locale) -> None:
    mail = MAILS[name](locale)
    assert mail.subject.strip()
    assert "\n" not in mail.subject
    assert len(mail.text) > 40
    assert lxml_html.document_fromstring(mail.html).get("lang") == locale


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", MAILS)
def test_no_key_markup_or_gap_is_left_in_a_mail(name: str, locale: Locale) -> None:
    mail = MAILS[name](locale)
    assert not re.search(r"\{[a-z_]+\}|\bmail\.[a-z_]+", mail.text + mail.subject)
    assert not re.search(r"</?[a-z]+>|&[a-z]+;|&#", mail.text)
    assert "\n\n\n" not in mail.text


@pytest.mark.parametrize("name", MAILS)
def test_no_mail_loads_anything(name: str) -> None:
    tree = lxml_html.document_fromstring(MAILS[name]("ru").html)
    assert tree.xpath("//img | //script | //link | //@src") == []


@pytest.mark.parametrize("locale", LOCALES)
def test_one_letter_names_every_fix_the_gravest_first(locale: Locale) -> None:
    text = pages.mail_returned(returned_letter(), locale=locale).text
    order = [
        text.index({"ru": "Нужно исправить", "en": "To be corrected"}[locale]),
        text.index({"ru": "Вычтено из суммы", "en": "Taken off the amount"}[locale]),
        text.index({"ru": "Посмотрит проверяющий", "en": "For the reviewer"}[locale]),
    ]
    assert order == sorted(order)
    assert len(re.findall(r"^\d\. ", text, re.MULTILINE)) == 4
    assert LINK in text


def test_the_letter_says_where_in_the_document_and_until_when() -> None:
    text = pages.mail_returned(returned_letter(), locale="ru").text.replace("\xa0", " ")
    assert "Счёт 118 от 12.10.2026.pdf, стр. 1" in text
    assert "18 ноября 2026" in text


def test_a_persons_remarks_stand_in_the_letter_word_for_word() -> None:
    by_person = returned_letter(decision=story.decision(outcome="returned", amount=None))
    mail = pages.mail_returned(by_person, locale="ru")
    assert "Перелёт не возмещается." in mail.text
    assert "Перелёт не возмещается." in mail.html


def test_only_what_the_rules_returned_can_be_put_before_a_person() -> None:
    offer = "Передать запрос проверяющему"
    by_person = returned_letter(decision=story.decision(outcome="returned", amount=None))
    by_rules = pages.mail_returned(returned_letter(), locale="ru")
    assert f"{offer}:\n{LINK}#person" in by_rules.text
    assert f'href="{LINK}#person"' in by_rules.html
    mail = pages.mail_returned(by_person, locale="ru")
    assert offer not in mail.text + mail.html


def test_an_approval_in_part_says_what_was_taken_off() -> None:
    mail = pages.mail_decided(decided_letter(), locale="en")
    text = mail.text.replace("\xa0", " ")
    assert "RUB 150,000.00" in text
    assert "never refunded" in text
    assert "Missing" not in text


@pytest.mark.parametrize("stage", ["first", "reminder", "escalation", "second"])
@pytest.mark.parametrize("locale", LOCALES)
def test_each_stage_asks_in_its_own_words(stage: str, locale: Locale) -> None:
    mail = pages.mail_review_request(review_request(stage=stage), locale=locale)
    first = pages.mail_review_request(review_request(), locale=locale)
    assert (mail.subject == first.subject) == (stage == "first")
    assert "https://cofund.example/review/abc" in mail.text


def test_the_review_mail_has_exactly_one_link_and_it_decides_nothing() -> None:
    mail = pages.mail_review_request(review_request(), locale="ru")
    links = lxml_html.document_fromstring(mail.html).xpath("//@href")
    assert links == ["https://cofund.example/review/abc"]


def test_names_from_outside_cannot_add_headers_or_markup() -> None:
    letter = returned_letter(to_name=HOSTILE, activity_name=HOSTILE)
    mail = pages.mail_returned(letter, locale="ru")
    assert "\r" not in mail.subject + mail.text
    assert not re.search(r"^Bcc:", mail.text, re.MULTILINE)
    assert "<script>" not in mail.html


def test_words_of_a_document_cannot_add_lines_to_a_mail() -> None:
    flight = story.findings()[3]
    params = {**flight.params, "words": TextValue(value=HOSTILE)}
    finding = flight.model_copy(update={"params": params})
    letter = returned_letter(assessment=story.assessment(finding))
    assert not re.search(r"^Bcc:", pages.mail_returned(letter, locale="ru").text, re.MULTILINE)


def test_a_code_stands_alone_on_its_line() -> None:
    assert "\n012345\n" in MAILS["code"]("ru").text
