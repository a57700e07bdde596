"""The partner's pages: sign in, balance, claims, a new claim, its documents, its life."""

from __future__ import annotations

from pydantic import ValidationError

from cofund.calendar import last_day_of, local_day, period_of
from cofund.errors import CofundError, NotAccepted, NotFound, TooMany
from cofund.models.claim import (
    MAX_CLAIM_BYTES,
    MAX_DOCUMENTS,
    Claim,
    ClaimRequest,
    UploadTicket,
)
from cofund.models.ledger import FundKey
from cofund.models.standing import SouvenirLimit
from cofund.money import Money
from cofund.pages import (
    render_balance,
    render_claim,
    render_claims,
    render_documents,
    render_new_claim,
    render_send_file,
    render_sign_in,
)
from cofund.pages.security_headers import (
    SESSION_COOKIE,
    json_headers,
    language_cookie,
    own_path,
    session_cookie,
    static_headers,
    upload_headers,
)
from cofund.pages.static_files import static_file
from cofund.pages.views import (
    AcceptedType,
    BalanceView,
    ClaimsView,
    DocumentsView,
    FieldError,
    FundLine,
    NewClaimView,
    SendFileView,
    SignInView,
    TypedClaim,
)
from cofund.steps.claiming import (
    ask_person,
    open_claim,
    own_claim,
    revise,
    submit,
    withdraw,
)
from cofund.steps.office import Office
from cofund.steps.partner_views import (
    application_choices,
    choosable_kinds,
    claim_line,
    claim_view,
    documents_sent,
    needed_kinds,
    programme_of,
)
from cofund.steps.site import Visitor, ensure_own_form, frame_of, visitor_of
from cofund.steps.uploading import (
    CONTENT_TYPES,
    TicketRequest,
    remove_document,
    sent_files,
    upload_ticket,
)
from cofund.typed import typed_amount, typed_count
from cofund.web import MAX_BODY_BYTES, Page, Visit, page, see_other

ACCEPTED = tuple(
    AcceptedType(content_type=content_type, extensions=extensions)
    for content_type, extensions in CONTENT_TYPES.items()
)
SESSION_SECONDS = 12 * 3600
BALANCE_YEARS = 2
MAX_PARTICIPANTS = 100_000


def home(visit: Visit, *, office: Office) -> Page:
    """Send a partner to their claims, everybody else to the sign-in page."""
    visitor_of(visit, office=office)
    return see_other("/claims")


def sign_in_form(visit: Visit, *, office: Office) -> Page:
    """Show the sign-in form."""
    return _sign_in_page(visit, (), office=office)


def sign_in(visit: Visit, *, office: Office) -> Page:
    """Check login and password and begin a session."""
    visit.ensure_from(office.public_url)
    form = visit.form()
    login, next_path = form.get("login", "").strip(), own_path(form.get("next") or "/")
    secret = begin_session(login, form.get("password", ""), office=office)
    if isinstance(secret, FieldError):
        return _sign_in_page(visit, (secret,), login=login, next_path=next_path, office=office)
    return see_other(next_path, cookies=(session_cookie(secret, seconds=SESSION_SECONDS),))


def begin_session(login: str, password: str, *, office: Office) -> str | FieldError:
    """Give a new session's secret, or what is wrong with login and password."""
    try:
        if not login or not password or not office.sign_in.check(login, password):
            return FieldError(field="password", problem="wrong_password")
        office.directory.person(login)
    except TooMany:
        return FieldError(field="password", problem="login_locked")
    except NotFound:
        return FieldError(field="password", problem="wrong_password")
    return office.sessions.begin(login, now=office.clock(), ids=office.ids)


def sign_out(visit: Visit, *, office: Office) -> Page:
    """End the session."""
    visitor = visitor_of(visit, office=office)
    ensure_own_form(visit, visitor, office=office)
    office.sessions.end(visit.cookies.get(SESSION_COOKIE, ""))
    return see_other("/sign-in?notice=signed_out", cookies=(session_cookie("", seconds=0),))


def choose_language(visit: Visit, *, locale: str, **_unused: object) -> Page:
    """Remember the language and show the page again."""
    if locale not in ("ru", "en"):
        raise NotFound("no such language")
    back = own_path(visit.query.get("back") or "/")
    return see_other(back, cookies=(language_cookie(locale),))


def static(_visit: Visit, *, file: str, **_unused: object) -> Page:
    """Give the stylesheet, the upload script or the icon."""
    found = static_file(file)
    return Page(status=200, body=found.content, headers=static_headers(found.content_type))


def balance(visit: Visit, *, office: Office) -> Page:
    """Show where the partner's money is, and what expires when."""
    visitor, partner_id = _partner(visit, office=office)
    programme = programme_of(partner_id, office=office)
    today = local_day(office.clock(), programme.zone)
    funds: list[FundLine] = []
    limits: list[SouvenirLimit] = []
    for year in range(today.year, today.year - BALANCE_YEARS, -1):
        for month in range(12, 0, -1):
            period = period_of(today.replace(year=year, month=month, day=1), programme.fund.period)
            fund = FundKey(programme=programme.programme, partner=partner_id, period=period)
            if all(line.balance.fund != fund for line in funds):
                funds += _fund_lines(fund, office=office)
        key = FundKey(programme=programme.programme, partner=partner_id, period=str(year)).limit()
        limit = office.ledger.souvenir_limit(key)
        limits += [limit] if limit else []
    view = BalanceView(
        frame=frame_of(visit, visitor, zone=programme.zone, office=office),
        today=today,
        funds=tuple(funds),
        souvenirs=tuple(limits),
    )
    return page(render_balance(view, locale=visit.locale))


def claims(visit: Visit, *, office: Office) -> Page:
    """Show all claims of the partner."""
    visitor, partner_id = _partner(visit, office=office)
    lines = tuple(
        claim_line(claim, locale=visit.locale, office=office)
        for claim in office.claims.of_partner(partner_id)
    )
    zone = programme_of(partner_id, office=office).zone
    frame = frame_of(visit, visitor, zone=zone, office=office)
    return page(render_claims(ClaimsView(frame=frame, claims=lines), locale=visit.locale))


def new_claim_form(visit: Visit, *, office: Office) -> Page:
    """Show the form that opens a claim."""
    return _new_claim_page(visit, TypedClaim(), (), office=office)


def new_claim(visit: Visit, *, office: Office) -> Page:
    """Open a claim from the form, or show what is wrong with it."""
    visitor, partner_id = _partner(visit, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    names = TypedClaim.model_fields
    typed = TypedClaim(**{name: form.get(name, "") for name in names})
    currency = programme_of(partner_id, office=office).currency
    request, errors = _claim_request(typed, currency)
    if request is None:
        return _new_claim_page(visit, typed, errors, office=office)
    try:
        claim = open_claim(request, visitor.person, office=office)
    except NotFound:
        wrong = FieldError(field="application_id", problem="not_in_list")
        return _new_claim_page(visit, typed, (wrong,), office=office)
    return see_other(f"/claims/{claim.claim_id}/documents?notice=claim_opened")


def claim_page(visit: Visit, *, office: Office, claim: str) -> Page:
    """Show one claim: where it stands, what to do, every finding, the waterfall."""
    visitor, found = _own(visit, claim, office=office)
    zone = programme_of(found.partner_id, office=office).zone
    frame = frame_of(visit, visitor, zone=zone, office=office)
    return page(
        render_claim(
            claim_view(found, frame, locale=visit.locale, office=office), locale=visit.locale
        )
    )


def documents(visit: Visit, *, office: Office, claim: str) -> Page:
    """Show a draft's documents and the form to send more."""
    visitor, found = _own(visit, claim, office=office)
    if found.state != "draft":
        return see_other(f"/claims/{found.claim_id}")
    return _documents_page(visit, visitor, found, (), office=office)


def uploads(visit: Visit, *, office: Office, claim: str) -> Page:
    """Give a ticket for one file: as JSON to the script, as a one-file form without it."""
    visitor, found = _own(visit, claim, office=office)
    if "application/json" in visit.headers.get("content-type", ""):
        return _ticket_as_json(visit, visitor, found, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    kind, content_type = form.get("kind", ""), form.get("content_type", "")
    try:
        asked = TicketRequest.model_validate(
            {"kind": kind, "content_type": content_type, "file_name": f"{kind}"}
        )
        accepted = next(one for one in ACCEPTED if one.content_type == content_type)
    except (ValidationError, StopIteration):
        wrong = FieldError(field="kind" if not kind else "content_type", problem="not_in_list")
        return _documents_page(visit, visitor, found, (wrong,), office=office)
    back = f"{office.public_url}/claims/{found.claim_id}/uploaded"
    ticket = upload_ticket(found, asked, redirect_to=back, office=office)
    return _send_file_page(visit, visitor, found, asked, accepted, ticket, office=office)


def uploaded(visit: Visit, *, office: Office, claim: str) -> Page:
    """Come back from storage after a file was sent without script."""
    _, found = _own(visit, claim, office=office)
    return see_other(f"/claims/{found.claim_id}/documents?notice=document_sent")


def remove(visit: Visit, *, office: Office, claim: str, document: str) -> Page:
    """Take a document out of a draft."""
    visitor, found = _own_form(visit, claim, office=office)
    remove_document(found, document, by=visitor.person.login, office=office)
    return see_other(f"/claims/{found.claim_id}/documents?notice=document_removed")


def submit_claim(visit: Visit, *, office: Office, claim: str) -> Page:
    """Submit the claim with what arrived."""
    visitor, found = _own_form(visit, claim, office=office)
    if found.state == "draft" and not any(
        file.storage_version for file in sent_files(found, office=office)
    ):
        missing = FieldError(field="file", problem="missing")
        return _documents_page(visit, visitor, found, (missing,), office=office)
    submit(found, visitor.person, office=office)
    return see_other(f"/claims/{found.claim_id}?notice=claim_submitted")


def revise_claim(visit: Visit, *, office: Office, claim: str) -> Page:
    """Open the next version of a returned claim."""
    visitor, found = _own_form(visit, claim, office=office)
    revise(found, visitor.person, office=office)
    return see_other(f"/claims/{found.claim_id}/documents?notice=claim_revised")


def ask_for_person(visit: Visit, *, office: Office, claim: str) -> Page:
    """Let a person look at a claim that the rules returned."""
    visitor, found = _own_form(visit, claim, office=office)
    ask_person(found, visitor.person, office=office)
    return see_other(f"/claims/{found.claim_id}?notice=person_asked")


def withdraw_claim(visit: Visit, *, office: Office, claim: str) -> Page:
    """Withdraw the claim."""
    visitor, found = _own_form(visit, claim, office=office)
    withdraw(found, visitor.person, office=office)
    return see_other(f"/claims/{found.claim_id}?notice=claim_withdrawn")


def _partner(visit: Visit, *, office: Office) -> tuple[Visitor, str]:
    visitor = visitor_of(visit, office=office)
    if visitor.person.partner_id is None:
        raise NotFound("these pages are partners'")
    return visitor, visitor.person.partner_id


def _own(visit: Visit, claim_id: str, *, office: Office) -> tuple[Visitor, Claim]:
    visitor, _ = _partner(visit, office=office)
    return visitor, own_claim(claim_id, visitor.person, office=office)


def _own_form(visit: Visit, claim_id: str, *, office: Office) -> tuple[Visitor, Claim]:
    visitor, claim = _own(visit, claim_id, office=office)
    ensure_own_form(visit, visitor, office=office)
    return visitor, claim


def _sign_in_page(
    visit: Visit,
    errors: tuple[FieldError, ...],
    *,
    login: str = "",
    next_path: str | None = None,
    office: Office,
) -> Page:
    zone = office.programme_zone
    view = SignInView(
        frame=frame_of(visit, None, zone=zone, office=office),
        login=login,
        next_path=next_path or own_path(visit.query.get("next") or "/"),
        errors=errors,
    )
    return page(render_sign_in(view, locale=visit.locale), status=400 if errors else 200)


def _new_claim_page(
    visit: Visit, typed: TypedClaim, errors: tuple[FieldError, ...], *, office: Office
) -> Page:
    visitor, partner_id = _partner(visit, office=office)
    programme = programme_of(partner_id, office=office)
    view = NewClaimView(
        frame=frame_of(visit, visitor, zone=programme.zone, office=office),
        currency=programme.currency,
        applications=application_choices(partner_id, locale=visit.locale, office=office),
        typed=typed,
        errors=errors,
    )
    html = render_new_claim(view, locale=visit.locale)
    return page(html, status=400 if errors else 200)


def _claim_request(
    typed: TypedClaim, currency: str
) -> tuple[ClaimRequest | None, tuple[FieldError, ...]]:
    claimed = typed_amount(typed.claimed, currency, field="claimed")
    sponsor = typed_amount(typed.sponsor_money or "0", currency, field="sponsor_money")
    count = typed_count(typed.participant_count, field="participant_count", most=MAX_PARTICIPANTS)
    errors = [value for value in (claimed, sponsor, count) if isinstance(value, FieldError)]
    if isinstance(claimed, Money) and not claimed:
        errors.append(FieldError(field="claimed", problem="not_above_zero"))
    if not typed.application_id:
        errors.insert(0, FieldError(field="application_id", problem="missing"))
    if errors:
        return None, tuple(errors)
    try:
        request = ClaimRequest.model_validate(
            {
                "application_id": typed.application_id,
                "claimed": claimed,
                "sponsor_money": sponsor,
                "participant_count": count,
            }
        )
    except ValidationError:
        return None, (FieldError(field="application_id", problem="not_in_list"),)
    return request, ()


def _documents_page(
    visit: Visit,
    visitor: Visitor,
    claim: Claim,
    errors: tuple[FieldError, ...],
    *,
    office: Office,
) -> Page:
    files = sent_files(claim, office=office)
    sent_bytes = sum(file.size_bytes or 0 for file in files)
    application = office.directory.application(claim.application_id)
    zone = programme_of(claim.partner_id, office=office).zone
    view = DocumentsView(
        frame=frame_of(visit, visitor, zone=zone, office=office),
        claim_id=claim.claim_id,
        activity=application.activity,
        documents=documents_sent(files),
        needed=needed_kinds(application, files, office=office),
        kinds=choosable_kinds(),
        accepted=ACCEPTED,
        remaining=max(0, MAX_DOCUMENTS - len(files)),
        remaining_bytes=max(0, MAX_CLAIM_BYTES - sent_bytes),
        storage_origin=office.storage_origin,
        errors=errors,
    )
    return _with_upload_headers(
        render_documents(view, locale=visit.locale), status=400 if errors else 200, office=office
    )


def _send_file_page(
    visit: Visit,
    visitor: Visitor,
    claim: Claim,
    asked: TicketRequest,
    accepted: AcceptedType,
    ticket: UploadTicket,
    *,
    office: Office,
) -> Page:
    zone = programme_of(claim.partner_id, office=office).zone
    view = SendFileView(
        frame=frame_of(visit, visitor, zone=zone, office=office),
        claim_id=claim.claim_id,
        kind=asked.kind,
        accepted=accepted,
        ticket=ticket,
        storage_origin=office.storage_origin,
    )
    html = render_send_file(view, locale=visit.locale)
    return _with_upload_headers(html, status=200, office=office)


def _with_upload_headers(html: str, *, status: int, office: Office) -> Page:
    return Page(status=status, body=html, headers=upload_headers(office.storage_origin))


def _ticket_as_json(visit: Visit, visitor: Visitor, claim: Claim, *, office: Office) -> Page:
    """Answer the upload script; every refusal has a code that the script shows in words."""
    visit.ensure_from(office.public_url)
    if visit.headers.get("x-csrf") != visitor.session.form_key:
        return _refused_json(403, "forbidden")
    if len(visit.body) > MAX_BODY_BYTES:
        return _refused_json(413, "too_large")
    try:
        asked = TicketRequest.model_validate_json(visit.body)
        ticket = upload_ticket(claim, asked, redirect_to=None, office=office)
    except ValidationError:
        return _refused_json(400, "not_accepted")
    except TooMany:
        return _refused_json(409, "too_many")
    except NotAccepted:
        return _refused_json(400, "not_accepted")
    except CofundError as refused:
        return _refused_json(409, type(refused).__name__)
    return Page(status=201, body=ticket.model_dump_json(), headers=json_headers())


def _refused_json(status: int, code: str) -> Page:
    body = f'{{"error":{{"code":"{code}"}}}}'
    return Page(status=status, body=body, headers=json_headers())


def _fund_lines(fund: FundKey, *, office: Office) -> list[FundLine]:
    try:
        standing = office.ledger.balance(fund)
    except NotFound:
        return []
    expires = last_day_of(fund.period) if standing.status == "OPEN" else None
    return [FundLine(balance=standing, expires_on=expires)]


def sign_in_instead(visit: Visit) -> Page:
    """Send somebody who isn't signed in to the sign-in page, and from there back."""
    wanted = visit.path if visit.method == "GET" else "/"
    return see_other(own_path(f"/sign-in?next={own_path(wanted)}"))
