"""Reviewers' answers, by the links that were mailed to them."""

from __future__ import annotations

import re

from cofund.approval import read_link
from cofund.models.approval import Approval, Decision
from cofund.pages.views.frame import FieldError
from cofund.steps.deciding import decide
from cofund.steps.review_links import Review, open_review
from tests.fakes.office import FakeOffice

LINK = re.compile(r"/review/([A-Za-z0-9_.\-]+)")


def mailed_links(office: FakeOffice) -> list[str]:
    """Give the tokens of all links that were mailed, in order."""
    found = (LINK.search(mail.text) for mail in office.mailer.sent if mail.purpose == "review")
    return [link[1] for link in found if link]


def mailed_code(office: FakeOffice) -> str:
    """Give the last code that was mailed."""
    mails = [mail for mail in office.mailer.sent if mail.purpose == "code"]
    code = re.search(r"\b\d{6}\b", mails[-1].text)
    assert code is not None
    return code[0]


def asked(office: FakeOffice, token: str | None = None) -> Review:
    """Give the review behind a link, as its signed-in reviewer sees it; the last one's."""
    token = token or mailed_links(office)[-1]
    reviewer = read_link(token, office.macs, now=office.clock()).reviewer
    return open_review(token, reviewer, office=office)


def answer(
    office: FakeOffice, choice: str, *, token: str | None = None, **fields: str
) -> Decision | Approval | tuple[FieldError, ...]:
    """Answer as the signed-in reviewer whom the last link asked."""
    review = asked(office, token)
    form = {"csrf": review.link.form_key, "choice": choice, "remark": "Посмотрите ещё раз"}
    return decide(review, form | fields, review.reviewer.login, office=office)
