"""Security cases 20 and 38: hostile words in names, files, documents and remarks stay words."""

from __future__ import annotations

import pytest

from cofund import pages
from cofund.models.approval import Remark
from cofund.models.assessment import TextValue
from cofund.models.claim import Locale
from cofund.models.correction import CorrectText
from cofund.pages.views.fields import CorrectionForm, TypedCorrections
from cofund.pages.views.frame import Reader
from cofund.pages.views.partner import SignInView, TypedClaim
from cofund.pages.views.review import (
    CellShown,
    CodeProof,
    Highlight,
    Mark,
    PageShown,
    PagesShown,
    ParagraphShown,
    RowShown,
    TableShown,
    TextShown,
    TypedDecision,
    ValueShown,
)
from tests.builders import page_views as story
from tests.pages.gallery import Draw
from tests.pages.test_pages import LOCALES, parse

SCRIPT = "<script>alert(1)</script>"
HOSTILE = "\"'><img src=x onerror=alert(1)>{{7*7}}</textarea></title>" + SCRIPT
HOSTILE_NAME = "\u202e" + HOSTILE + "\r\nX: 1.pdf"


def hostile_form() -> CorrectionForm:
    """Give a correction form of which all that was read is hostile."""
    form = story.correction_form()
    fields = tuple(one.model_copy(update={"text": HOSTILE}) for one in form.unsure)
    return form.model_copy(update={"unsure": fields, "others": fields})


def hostile_pages() -> dict[str, Draw]:
    """Give each page with hostile words wherever somebody from outside can put them."""
    activity = story.ACTIVITY.model_copy(update={"name": HOSTILE[:190], "place": HOSTILE[:190]})
    application = story.APPLICATION.model_copy(update={"activity": activity})
    partner = story.PARTNER.model_copy(update={"name": HOSTILE[:190]})
    lines = tuple(one.model_copy(update={"file_name": HOSTILE_NAME}) for one in story.lines())
    flight = story.findings()[3]
    finding = flight.model_copy(
        update={
            "params": {**flight.params, "words": TextValue(value=HOSTILE)},
            "evidence": (story.evidence(text=HOSTILE).model_copy(update={"read_as": HOSTILE}),),
            "source": HOSTILE,
        }
    )
    cell = CellShown(text=HOSTILE, marks=(Mark(finding=0),))
    sheet = TableShown(name=HOSTILE, rows=(RowShown(number=1, cells=(cell,)),))
    paragraph = ParagraphShown(number=1, text=HOSTILE)
    documents = (
        story.review_documents()[0].model_copy(
            update={
                "file_name": HOSTILE_NAME,
                "values": (
                    ValueShown(field="seller", text=HOSTILE, status="review", read=HOSTILE),
                ),
                "correction": hostile_form(),
            }
        ),
        story.review_documents()[1].model_copy(
            update={"shown": TextShown(paragraphs=(paragraph,), tables=(sheet,))}
        ),
    )
    assessment = story.assessment(finding)
    highlight = Highlight(finding=0, box=story.evidence().box or pytest.fail("no box"))
    page = PageShown(number=1, width=595, height=842, highlights=(highlight,))
    documents = (
        documents[0].model_copy(update={"shown": PagesShown(pages=(page,))}),
        documents[1],
    )
    typed = TypedDecision(
        choice="return",
        amount=HOSTILE,
        question=HOSTILE,
        remark=HOSTILE,
        remarks={"ineligible_lines": HOSTILE},
    )
    reader = Reader(name=HOSTILE, organisation=HOSTILE)
    decision = story.decision(remarks=(Remark(text=HOSTILE),))
    claim_line = story.claims_view().claims[0].model_copy(update={"activity_name": HOSTILE})
    exchanged = {
        "questions": (
            story.answered().model_copy(update={"question": HOSTILE, "answer": HOSTILE}),
            story.question(2, question=HOSTILE),
        ),
        "dispute": story.dispute().model_copy(update={"text": HOSTILE}),
        "disputed": decision,
    }
    review = story.review_view(
        **exchanged,
        assessment=assessment,
        documents=documents,
        application=application,
        partner=partner,
        typed=typed,
        first_approver=HOSTILE,
        corrections=tuple(
            one.model_copy(
                update={
                    "file_name": HOSTILE_NAME,
                    "before": HOSTILE,
                    "value": CorrectText(value=HOSTILE),
                    "by": HOSTILE,
                }
            )
            for one in story.corrections()[:1]
        ),
        changes=story.changes().model_copy(
            update={
                "documents": tuple(
                    one.model_copy(update={"file_name": HOSTILE_NAME, "replaces": HOSTILE_NAME})
                    for one in story.changes().documents
                ),
                "new": (finding,),
            }
        ),
        typed_corrections=TypedCorrections(
            document="d1", values={"new.buyer.name": HOSTILE, "kind": HOSTILE, "line": HOSTILE}
        ),
        proof=CodeProof(sent=True),
    )
    claim = story.claim_view(
        frame=story.frame(reader=reader),
        application=application,
        documents=lines,
        assessment=assessment,
        decision=decision,
        **exchanged,
        actions=("answer", "withdraw"),
        typed_answer=HOSTILE,
    )
    return {
        "claim": lambda locale: pages.render_claim(claim, locale=locale),
        "review": lambda locale: pages.render_review(review, locale=locale),
        "claims": lambda locale: pages.render_claims(
            story.claims_view(claims=(claim_line,)), locale=locale
        ),
        "documents": lambda locale: pages.render_documents(
            story.documents_view(documents=lines, activity=activity), locale=locale
        ),
        "sign-in": lambda locale: pages.render_sign_in(
            SignInView(frame=story.frame(reader=None), login=HOSTILE, next_path=HOSTILE),
            locale=locale,
        ),
        "new-claim": lambda locale: pages.render_new_claim(
            story.new_claim_view(typed=TypedClaim(claimed=HOSTILE, sponsor_money=HOSTILE)),
            locale=locale,
        ),
    }


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", hostile_pages())
def test_hostile_words_stay_words(name: str, locale: Locale) -> None:
    text = hostile_pages()[name](locale)
    page = parse(text)
    assert SCRIPT not in text
    assert page.xpath("//img[@src='x']") == []
    assert page.xpath("//@onerror") == []
    assert all(one.startswith("/static/") for one in page.xpath("//script/@src"))
    assert page.xpath("//script[not(@src)]") == []
    assert "{{7*7}}" in text
    assert "\u202e" not in text


def test_a_remark_with_hostile_words_comes_back_as_typed() -> None:
    page = parse(hostile_pages()["review"]("ru"))
    assert page.xpath("string(//textarea[@name='remark'])").lstrip("\n") == HOSTILE
    assert page.xpath("string(//input[@name='amount']/@value)") == HOSTILE
