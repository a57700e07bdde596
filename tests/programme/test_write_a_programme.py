"""The page on writing a programme keeps its word: its example, its mistakes, its answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cofund.judgement import assess
from cofund.models.programme import Programme
from cofund.pages.terms import TermWords
from cofund.programme import ProgrammeError, load_programme
from cofund.terms.entitlement import accrued, expires_on, refund_share
from cofund.terms.listed import list_terms
from tests.builders.claim_files import (
    a_claim_file,
    a_partner,
    a_request,
    an_activity,
    an_application,
    the_programme,
)
from tests.builders.reads import roubles
from tests.cli.commands import PROJECT

PAGE = (PROJECT / "docs" / "write-a-programme.md").read_text("utf-8")
EXAMPLE = "\n".join(re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
MISTAKES = re.findall(
    r"^\| `(.+?)` \| `(.+?)` \| (.+?) \|$", PAGE.partition("## Lint")[2], re.MULTILINE
)


def the_example(tmp_path: Path, text: str = EXAMPLE) -> Programme:
    """Give the programme that the page's passages make."""
    path = tmp_path / "printer-fund.yaml"
    path.write_text(text, "utf-8")
    return load_programme(path)


def test_the_pages_passages_make_a_programme_without_mistakes(tmp_path: Path) -> None:
    programme = the_example(tmp_path)
    assert (programme.programme, programme.version) == ("printer-fund", "2027.1")
    assert accrued(programme, level="gold", turnover=roubles(1_000_000)) == roubles(25_000)
    assert str(expires_on(programme, "2027Q1")) == "2027-12-31"
    assert refund_share(programme, "webinar") == 100


def test_the_page_tells_every_term_that_there_is() -> None:
    told = set(re.findall(r"[a-z_]{3,}", PAGE))
    terms = {part for term in list_terms(the_programme()) for part in term.path.split(".")}
    fields = set(Programme.model_fields)
    assert (terms | fields) - {"*", "en", "ru", "by"} - told == set()


def test_the_page_names_enough_mistakes() -> None:
    assert len(MISTAKES) >= 20


@pytest.mark.parametrize(("right", "wrong", "answer"), MISTAKES)
def test_lint_answers_a_mistake_as_the_page_says(
    tmp_path: Path, right: str, wrong: str, answer: str
) -> None:
    assert right in EXAMPLE
    with pytest.raises(ProgrammeError) as caught:
        the_example(tmp_path, EXAMPLE.replace(right, wrong, 1))
    assert answer in str(caught.value)


def test_a_claim_is_judged_by_the_pages_programme(tmp_path: Path) -> None:
    programme = the_example(tmp_path)
    webinar = an_activity(activity_type="webinar", goal="sales")
    file = a_claim_file(
        programme=programme,
        partner=a_partner(staff=20),
        application=an_application(activity=webinar, approved_amount=roubles(150_000)),
        request=a_request(manufacturers=2, claimed=roubles(122_000)),
    )
    assessment = assess(file)
    open_rules = {found.rule for found in assessment.findings if found.verdict != "pass"}
    assert {"required_documents", "cost_per_head"} <= open_rules
    steps = {step.step: step.after for step in assessment.waterfall.steps}
    assert (steps["brand_share"], steps["refund_share"]) == (roubles(122_000), roubles(122_000))


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_every_term_of_the_page_has_its_words(tmp_path: Path, locale: str) -> None:
    programme = the_example(tmp_path)
    words = TermWords(programme, "ru" if locale == "ru" else "en")
    shown = [(words.label(term), words.value(term)) for term in list_terms(programme)]
    assert all(label and value for label, value in shown)
    assert len(shown) > 100
