"""The approver's page: one link shows a matter; its form, with proof of the person, answers it.

GET and HEAD change nothing, however often a mail scanner opens the link.
"""

from __future__ import annotations

from cofund.errors import NotFound
from cofund.models.consents import Consent
from cofund.pages.of_consents import render_consent, render_consented
from cofund.pages.views.consents import ConsentedView, ConsentView, TypedConsent
from cofund.pages.views.frame import FieldError, Notice
from cofund.steps.consents.deciding import decide_consent
from cofund.steps.consents.links import Asked, open_asked, replayed_by_approver
from cofund.steps.link_pages import LinkPages, login_of, proof_of, visitor_of_link
from cofund.steps.office import Office
from cofund.steps.site import Visitor, frame_of
from cofund.web import Page, Visit
from cofund.web import page as html_page


def consent_page(visit: Visit, *, office: Office, token: str) -> Page:
    """Show the matter behind a link; asked for a language, remember it first."""
    return PAGES.page(visit, token, office=office)


def consent_answer(visit: Visit, *, office: Office, token: str) -> Page:
    """Take the approver's answer."""
    visitor = visitor_of_link(visit, office=office)
    try:
        asked = open_asked(token, login_of(visitor), office=office)
    except NotFound:
        return PAGES.gone_or_replayed(visit, token, office=office)
    visit.ensure_from(office.public_url)
    form = visit.form()
    answer = decide_consent(asked, form, login_of(visitor), office=office)
    if isinstance(answer, tuple):
        return _show(visit, visitor, token, asked, typed=form, errors=answer, office=office)
    return _answered(visit, visitor, asked, answer, office=office)


def consent_code(visit: Visit, *, office: Office, token: str) -> Page:
    """Mail the approver a code and show the form again, with what was typed."""
    return PAGES.code(visit, token, office=office)


def consent_sign_in(visit: Visit, *, office: Office, token: str) -> Page:
    """Sign the approver in and show the matter again."""
    return PAGES.sign_in(visit, token, office=office)


def _show(
    visit: Visit,
    visitor: Visitor | None,
    token: str,
    asked: Asked,
    *,
    typed: dict[str, str] | None = None,
    errors: tuple[FieldError, ...] = (),
    notice: Notice | None = None,
    office: Office,
) -> Page:
    form = typed or {}
    frame = frame_of(visit, visitor, zone=asked.zone, office=office)
    at_link = {"csrf": asked.link.form_key, "path": f"/consent/{token}"}
    view = ConsentView(
        frame=frame.model_copy(update={**at_link, "notice": notice or frame.notice}),
        token=token,
        stage=asked.link.stage,
        expires_at=asked.link.expires_at,
        shown=asked.shown,
        before=_before(asked, office=office),
        earlier_stands=asked.head.consented is not None,
        proof=proof_of(visitor, asked, login=form.get("login", "")),
        typed=TypedConsent(
            choice=form.get("choice", "")[:20],
            amount=form.get("amount", ""),
            points=form.get("points", ""),
            remark=form.get("remark", ""),
        ),
        errors=errors,
    )
    return html_page(render_consent(view, locale=visit.locale), status=400 if errors else 200)


def _before(asked: Asked, *, office: Office) -> Consent | None:
    """Give what was answered on the version before."""
    matter = asked.link.matter
    if matter.version == 1:
        return None
    return office.matters.consent(matter.model_copy(update={"version": matter.version - 1}))


def _answered(
    visit: Visit, visitor: Visitor | None, asked: Asked, consent: Consent, *, office: Office
) -> Page:
    frame = frame_of(visit, visitor, zone=asked.zone, office=office)
    view = ConsentedView(
        frame=frame.model_copy(update={"path": "/"}), shown=asked.shown, consent=consent
    )
    return html_page(render_consented(view, locale=visit.locale))


PAGES = LinkPages(
    path="/consent/{token}", opens=open_asked, shows=_show, replayed=replayed_by_approver
)
"""What a link's pages do alike, whatever it asks about."""
