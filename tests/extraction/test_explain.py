"""Why a value was read: the candidates of the real reading, their votes and vetoes."""

from __future__ import annotations

from cofund.extraction.explain import Explanation, FieldShown, explain
from cofund.extraction.interpreter import interpret_content
from cofund.extraction.report import extraction_report
from tests.extraction.abroad_papers import PAPERS
from tests.extraction.reading import page_of


def explained(name: str) -> Explanation:
    paper = next(each for each in PAPERS if each.name == name)
    return explain(page_of(*paper.rows))


def field(explanation: Explanation, name: str) -> FieldShown:
    return next(each for each in explanation.fields if each.field == name)


def test_the_chosen_total_stands_first_with_what_speaks_for_it() -> None:
    gross = field(explained("fr"), "gross")
    chosen, *others = gross.candidates
    assert (chosen.value, chosen.chosen, gross.status) == ("1355.40", True, "exact")
    assert "net + tax = gross" in chosen.passed
    assert "Total TTC" in chosen.label
    assert all(not other.chosen for other in others)


def test_what_lost_is_shown_with_what_spoke_against_it() -> None:
    gross = field(explained("fr"), "gross")
    [due] = [each for each in gross.candidates if each.value == "1000.00"]
    assert due.failed
    assert due.box is not None


def test_every_claim_for_the_date_is_shown() -> None:
    dated = field(explained("de two rates"), "issue_date")
    assert dated.candidates[0].value == "2026-04-07"
    assert dated.candidates[0].page == 1


def test_an_explanation_names_the_kind_and_its_reasons() -> None:
    explanation = explained("en uk prepaid")
    assert explanation.kind == "invoice"
    assert explanation.identified_by


def test_an_explanation_says_what_the_reading_says() -> None:
    for paper in PAPERS:
        content = page_of(*paper.rows)
        fields = extraction_report(interpret_content(content, declared=None))["fields"]
        shown = {each.field: each for each in explain(content).fields}
        for name in ("gross", "net", "tax", "number", "currency"):
            if name in fields:
                assert shown[name].candidates[0].value == str(fields[name]["value"])
                assert shown[name].status == fields[name]["status"]


def test_a_paper_of_people_is_explained_too() -> None:
    explanation = explain(page_of("Список участников", "ФИО   Компания", "Иванов   Ветер"))
    assert explanation.kind in ("participant_list", "unknown")
