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

ANSWERS = {
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

STEPS = ("demo.engine", "demo.uploaded", "demo.judged", "demo.decided", "demo.acknowledged")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The whole story, told without a terminal."""
    ran = run(tmp_path_factory.mktemp("demo"), "demo", "--language", "ru")
    assert (ran.status, ran.err) == (0, "")
    return Ran(ran.status, spaced(ran.out), ran.err)


def chapter(told: Ran, sample: str) -> str:
    """Give what is told of one sample."""
    beginning = f"{sample}: {spaced(said(f'sample.{sample}', 'ru'))}\n"
    rest = told.out[told.out.index(beginning) + len(beginning) :]
    return re.split(r"\n\n|\n─", rest)[0]


@pytest.mark.parametrize("msgid", STEPS)
def test_every_step_has_its_figure(told: Ran, msgid: str) -> None:
    wording = re.escape(said(msgid, "ru", seconds="SECONDS", login="irina"))
    assert re.search(wording.replace("SECONDS", r"\d+,\d\d с"), told.out)


def test_the_clean_claim_is_paid_before_the_readers_eyes(told: Ran) -> None:
    clean = chapter(told, "clean")
    assert f"{IN_REVIEW}: 48 000,00 ₽ из 48 000,00 ₽" in clean
    assert re.search(r"выплата \S+\.v1\.payout\n", clean)
    states = re.findall(r"\d\d:\d\d:\d\d +(.+) \(", clean)
    assert states[0] == "Отправлен"
    assert states[-2:] == ["Передан на выплату", "Выплачен"]


def test_mails_are_shown_with_their_subject_and_how_they_begin(told: Ran) -> None:
    clean = chapter(told, "clean").split("\n")
    letter = next(n for n, line in enumerate(clean) if "irina@" in line and "выплачен" in line)
    assert clean[letter].strip().startswith("✉ письмо irina@integrator.example: ")
    assert clean[letter + 1].strip() == "Здравствуйте, Ирина Интегралова!"


@pytest.mark.parametrize("sample", ANSWERS)
def test_each_mistake_is_answered_as_it_should_be(told: Ran, sample: str) -> None:
    state, amounts, words = ANSWERS[sample]
    answered = chapter(told, sample)
    assert f"{state}: {amounts}" in answered
    assert words in answered
    assert ("письмо roman@" in answered or "письмо rita@" in answered) == (state == IN_REVIEW)


def test_the_books_hold_in_the_end(told: Ran) -> None:
    assert told.out.endswith(said("demo.sound", "ru") + "\n")


class WrongStory:
    """A story that goes wrong."""

    def tell(self) -> None:
        """Come to nothing."""
        raise UnexpectedAnswer("the claim is returned, not in_review")


def test_a_story_that_goes_wrong_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "running_engine", lambda **_options: nullcontext())
    monkeypatch.setattr(demo, "Story", lambda *_parts: WrongStory())
    ran = cofund("demo")
    assert ran.status == 1
    assert ran.err == "cofund: the demo went wrong: the claim is returned, not in_review\n"


def test_pages_that_do_not_answer_are_said_to_be_silent() -> None:
    with pytest.raises(UnexpectedAnswer, match="does not answer"):
        Browser("http://127.0.0.1:1").get("/")
