"""`cofund demo`: its story as it is told in Russian, and what it says when it goes wrong."""

from __future__ import annotations

import re
from contextlib import nullcontext

import pytest

from cofund.cli import demo
from cofund.cli.browsing import Browser, UnexpectedAnswer
from cofund.cli.words import said
from tests.cli.commands import Ran, cofund
from tests.cli.local_engine import run
from tests.pages.test_formats import spaced

RETURNED, IN_REVIEW = "Возвращён на исправление", "На рассмотрении"

MISTAKES = {
    "every-format": (IN_REVIEW, "18 000,00 ₽ из 18 000,00 ₽", "сверьте"),
    "flight-on-invoice": (IN_REVIEW, "37 500,00 ₽ из 50 000,00 ₽", "авиабилеты"),
    "late-application": (RETURNED, "45 000,00 ₽ из 45 000,00 ₽", "29 октября 2026"),
    "late-report": (RETURNED, "45 000,00 ₽ из 45 000,00 ₽", "13 ноября 2026"),
    "no-event-programme": (RETURNED, "60 000,00 ₽ из 60 000,00 ₽", "программа мероприятия"),
    "no-participant-list": (RETURNED, "18 000,00 ₽ из 18 000,00 ₽", "список участников"),
    "same-invoice-twice": (IN_REVIEW, "48 000,00 ₽ из 48 000,00 ₽", "счёт 318"),
    "scanned-invoice": (IN_REVIEW, "45 000,00 ₽ из 45 000,00 ₽", "сверьте"),
    "souvenir-too-dear": (IN_REVIEW, "14 344,26 ₽ из 29 500,00 ₽", "1 850,00 ₽ за штуку"),
    "wrong-sums": (RETURNED, "15 000,00 ₽ из 15 000,00 ₽", "28 000,00 ₽"),
}
"""What each mistake is answered: the claim's state, its amount, and words of its finding."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The whole story, told without a terminal."""
    ran = run(tmp_path_factory.mktemp("demo"), "demo", "--language", "ru")
    assert (ran.status, ran.err) == (0, "")
    return Ran(ran.status, spaced(ran.out), ran.err)


def chapter(told: Ran, name: str) -> str:
    """Give what is told under a chapter's head."""
    head = spaced(said(f"year.chapter.{name}", "ru"))
    rest = told.out[told.out.index(head) + len(head) :]
    return re.split(r"\n─", rest)[0]


def test_turnover_becomes_the_funds_money(told: Ran) -> None:
    turnover = chapter(told, "turnover")
    assert "ООО «Примерный Интегратор»: оборот 18 000 000,00 ₽, уровень – Золотой" in turnover
    assert "3-й квартал 2026 года: начислено 135 000,00 ₽, доступно 135 000,00 ₽" in turnover


def test_an_approved_article_brings_points(told: Ran) -> None:
    points = chapter(told, "points")
    assert "Нужен ваш ответ: «Как мы перевели склад на новую систему», 30 000 баллов" in points
    assert "баллы: начислено 30 000, доступно 30 000" in points


def test_souvenirs_are_ordered_within_the_years_limit_and_shipped(told: Ran) -> None:
    souvenirs = chapter(told, "souvenirs")
    assert "на сувениры осталось 81 500,00 ₽ из 108 000,00 ₽" in souvenirs
    assert "отправлен по накладной" in souvenirs


def test_what_a_quarter_does_not_use_expires(told: Ran) -> None:
    quarter = chapter(told, "quarter")
    assert "списано 26 500,00 ₽, сгорело 108 500,00 ₽" in quarter
    assert "4-й квартал 2026 года: начислено 135 000,00 ₽, доступно 135 000,00 ₽" in quarter


def test_an_application_is_agreed_to_and_its_money_reserved(told: Ran) -> None:
    application = chapter(told, "application")
    assert "Нужен ваш ответ: «Деловой ужин с заказчиками», 50 000,00 ₽" in application
    assert "зарезервировано 50 000,00 ₽" in application


def test_a_claim_without_its_list_comes_back_with_one_letter(told: Ran) -> None:
    claim = chapter(told, "claim")
    assert f"{RETURNED}: 48 000,00 ₽ из 48 000,00 ₽" in claim
    assert "Не хватает документов: список участников" in claim
    assert claim.count("✉ письмо") == 1


def test_the_mended_claim_is_approved_in_part_and_paid(told: Ran) -> None:
    mended = chapter(told, "mended")
    assert f"{IN_REVIEW}: 48 000,00 ₽ из 48 000,00 ₽" in mended
    assert re.search(r"выплата \S+\.v2\.payout\n", mended)
    assert "выплачен: 40 000,00 ₽ из фонда и 2 000 баллов на 2 000,00 ₽" in mended
    states = re.findall(r"2026, 12:00 +(.+) \(", mended)
    assert states[0] == "Отправлен"
    assert states[-2:] == ["Передан на выплату", "Выплачен"]


def test_the_year_ends_with_nothing_left_over(told: Ran) -> None:
    year_end = chapter(told, "year_end")
    assert "доступно 0,00 ₽, в резерве 0,00 ₽, списано 40 000,00 ₽, сгорело 95 000,00 ₽" in year_end
    assert "1-й квартал 2027 года: начислено 135 000,00 ₽" in year_end
    assert "баллы: начислено 30 000, доступно 0, потрачено 2 000, сгорело 28 000" in year_end


def test_mails_are_shown_with_their_subject_and_how_they_begin(told: Ran) -> None:
    lines = chapter(told, "mended").split("\n")
    letter = next(n for n, line in enumerate(lines) if "irina@" in line and "выплачен" in line)
    assert lines[letter].strip().startswith("✉ письмо irina@integrator.example: ")
    assert lines[letter + 1].strip() == "Здравствуйте, Ирина Интегралова!"


@pytest.mark.parametrize("sample", MISTAKES)
def test_each_mistake_is_answered_as_it_should_be(told: Ran, sample: str) -> None:
    state, amounts, words = MISTAKES[sample]
    beginning = f"{sample}: {spaced(said(f'sample.{sample}', 'ru'))}\n"
    mistakes = chapter(told, "mistakes")
    answered = re.split(r"\n[a-z-]+: ", mistakes[mistakes.index(beginning) + len(beginning) :])[0]
    assert f"{state}: {amounts}" in answered
    assert words in answered


def test_the_books_hold_in_the_end_and_tampering_is_found(told: Ran) -> None:
    books = chapter(told, "books")
    assert said("demo.sound", "ru") in books
    assert said("year.sealed", "ru") in books
    assert re.search(r"Проводка \S+#2#DEBIT, исправленная в обход учёта, нарушает печать", books)


def _goes_wrong(_stage: object) -> None:
    raise UnexpectedAnswer("the claim is returned, not in_review")


def test_a_story_that_goes_wrong_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "running_engine", lambda **_options: nullcontext())
    monkeypatch.setattr(demo.story, "tell", _goes_wrong)
    ran = cofund("demo")
    assert ran.status == 1
    assert ran.err == "cofund: the demo went wrong: the claim is returned, not in_review\n"


def test_pages_that_do_not_answer_are_said_to_be_silent() -> None:
    with pytest.raises(UnexpectedAnswer, match="does not answer"):
        Browser("http://127.0.0.1:1").get("/")
