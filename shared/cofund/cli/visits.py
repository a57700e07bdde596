"""What people do on the pages: file a claim, answer a review mail. For the demo and measuring."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cofund.cli.browsing import Answer, Browser, UnexpectedAnswer
from cofund.models.claim_folder import ClaimFolder
from cofund.steps.uploading import CONTENT_TYPES

LINK = re.compile(r"https?://\S+?(/review/\S+)")
CONSENT_LINK = re.compile(r"https?://\S+?(/consent/\S+)")
CODE = re.compile(r"\b(\d{6})\b")


@dataclass(frozen=True)
class Draft:
    """A claim with all its documents, not yet submitted, and the page that its partner sees."""

    claim_id: str
    page: Answer


@dataclass(frozen=True)
class OpenReview:
    """A reviewer's page, opened by the mailed link, after the code was asked for."""

    browser: Browser
    path: str
    page: Answer


def sign_in(url: str, login: str, password: str) -> Browser:
    """Give the browser of a person who has signed in.

    Raises:
        UnexpectedAnswer: the pages don't know the person.
    """
    browser = Browser(url)
    form = {"login": login, "password": password, "next": "/claims"}
    answer = browser.submit("/sign-in", form)
    if answer.location != "/claims":
        raise UnexpectedAnswer(f"{login} cannot sign in: {answer.status}")
    return browser


def draft_claim(browser: Browser, folder: Path, about: ClaimFolder, *, points: int = 0) -> Draft:
    """Open a claim, with points of the company's, and send its documents from ``folder``.

    Raises:
        UnexpectedAnswer: it was not opened.
    """
    form = {
        "application_id": about.application.application_id,
        "claimed": about.claim.claimed.decimal_text(),
        "participant_count": str(about.claim.participant_count or ""),
        "points": str(points or ""),
    }
    opened = browser.submit("/claims", form, seen=browser.get("/claims/new"))
    if not opened.location:
        raise UnexpectedAnswer(f"the claim was not opened: {opened.status}")
    claim_id = opened.location.split("/")[2]
    draft = Draft(claim_id, browser.get(f"/claims/{claim_id}/documents"))
    for document in about.documents:
        send_document(browser, draft, folder / document.file, document.kind)
    return draft


def revise_claim(browser: Browser, claim_id: str) -> None:
    """Open the next version of a returned claim; the papers that were sent stay with it.

    Raises:
        UnexpectedAnswer: it cannot be revised.
    """
    seen = browser.get(f"/claims/{claim_id}")
    done = browser.submit(f"/claims/{claim_id}/revise", {}, seen=seen)
    if "claim_revised" not in done.location:
        raise UnexpectedAnswer(f"the claim cannot be mended: {done.status}")


def submit_draft(browser: Browser, draft: Draft) -> None:
    """Submit a claim.

    Raises:
        UnexpectedAnswer: it was not taken.
    """
    done = browser.submit(f"/claims/{draft.claim_id}/submit", {}, seen=draft.page)
    if "claim_submitted" not in done.location:
        raise UnexpectedAnswer(f"the claim was not submitted: {done.status}")


def open_review(url: str, path: str) -> OpenReview:
    """Open the page behind a mailed link and ask for a code."""
    browser = Browser(url)
    page = browser.get(path)
    browser.submit(f"{path}/code", {}, seen=page)
    return OpenReview(browser=browser, path=path, page=page)


def fill_in(browser: Browser, path: str, action: str, fields: Mapping[str, str]) -> Answer:
    """Open a page and send its form, filled in; give where that leads.

    Raises:
        UnexpectedAnswer: the form was not taken.
    """
    seen = browser.get(path)
    sent = browser.submit(action, {**seen.hidden(), **fields})
    if not sent.location:
        raise UnexpectedAnswer(f"{action} was not taken: {sent.status}")
    return sent


def approve(review: OpenReview, code: str, **part: str) -> Answer:
    """Approve all that is asked for, or the part that is typed, with the mailed code."""
    choice = "approve_part" if part else "approve"
    form = {"choice": choice, "code": code, **part}
    return review.browser.submit(review.path, form, seen=review.page)


def found_last(wanted: re.Pattern[str], texts: Iterable[str]) -> str:
    """Give what is wanted from the last of the texts that has it.

    Raises:
        UnexpectedAnswer: none has.
    """
    found = [match.group(1) for match in map(wanted.search, texts) if match is not None]
    if not found:
        raise UnexpectedAnswer("no such mail came")
    return found[-1]


def send_document(browser: Browser, draft: Draft, file: Path, kind: str) -> None:
    """Send one document straight to storage."""
    content_type = next(name for name, endings in CONTENT_TYPES.items() if file.suffix in endings)
    request = {
        "kind": kind,
        "content_type": content_type,
        "file_name": file.name,
        "size_bytes": file.stat().st_size,
    }
    browser.send_file(browser.ticket(draft.claim_id, request, seen=draft.page), file)
