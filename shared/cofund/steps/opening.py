"""Claims come into being, and are found again by those whose they are."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from cofund.errors import NotFound, StaleVersion, TooMany
from cofund.models.claim import Claim, ClaimRequest
from cofund.steps.filing import Filer, StandIn, edit_draft, stand_ins_with
from cofund.steps.office import Office

SAME_CLICK = timedelta(minutes=1)
"""Within it the same form sent again is a second click, not a second claim."""
READABLE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MAX_SAME_FORMS = 60
"""Of one session within an hour."""


def open_claim(request: ClaimRequest, filer: Filer, *, office: Office) -> Claim:
    """Open a draft for an approved application of the filer's partner.

    Raises:
        NotFound: there is no such application, it has ended, or it is another partner's.
    """
    application = office.directory.application(request.application_id)
    if application.partner_id != filer.partner_id:
        raise NotFound("no such application")
    if office.directory.has_ended(request.application_id):
        raise NotFound("the application has ended")
    claim = Claim(
        claim_id=claim_number(office.ids()),
        version=1,
        partner_id=application.partner_id,
        application_id=application.application_id,
        request=request,
        state="draft",
        revision=0,
        opened_at=office.clock(),
        opened_by=filer.login,
        edited_by=filer.login,
        stand_ins=(filer.login,) if isinstance(filer, StandIn) else (),
        locale=filer.locale,
    )
    office.claims.open(claim)
    return claim


def change_request(claim: Claim, request: ClaimRequest, filer: Filer, *, office: Office) -> None:
    """Change what a draft asks for; its application stays.

    Raises:
        NotInThisState: the claim is no draft (any more).
        StaleVersion: the claim has another version now.
        TryAgain: others keep editing it.
    """

    def changed(standing: Claim) -> Claim:
        if standing.version != claim.version:
            raise StaleVersion("the claim has another version now")
        asked = request.model_copy(update={"application_id": standing.application_id})
        whose = {"edited_by": filer.login, "stand_ins": stand_ins_with(standing, filer)}
        return standing.model_copy(update={"request": asked, **whose})

    edit_draft(claim, changed, office=office)


def claim_number(random_id: str) -> str:
    """Give a number that people can read out: "7KQ2-M9XD-4TRA", 60 bits of a random id.

    The alphabet (Crockford's) leaves out letters that look like others.
    """
    bits = int.from_bytes(hashlib.sha256(random_id.encode()).digest(), "big")
    letters = [READABLE[bits >> (5 * place) & 31] for place in range(12)]
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def open_claim_once(request: ClaimRequest, filer: Filer, *, form_key: str, office: Office) -> Claim:
    """Open a draft; the same form sent again within a minute gives the draft that it opened.

    ``form_key`` is the session's.

    Raises:
        NotFound: there is no such application, or it is another partner's.
        TryAgain: the first click is being served at this moment.
    """
    opened = ""
    seen = f"{form_key}\n{filer.login}\n{request.model_dump_json()}"
    for _ in range(MAX_SAME_FORMS):
        key = f"open-{hashlib.sha256(f'{seen}{opened}'.encode()).hexdigest()}"
        opened = office.once.do(key, lambda: open_claim(request, filer, office=office).claim_id)
        claim = office.claims.get(opened)
        if office.clock() - claim.opened_at < SAME_CLICK:
            return claim
    raise TooMany("this form was sent again and again")


def own_claim(claim_id: str, filer: Filer, *, office: Office) -> Claim:
    """Give a claim of the filer's partner.

    Raises:
        NotFound: no such claim, or another partner's: the two look alike.
    """
    claim = office.claims.get(claim_id)
    if filer.partner_id is None or claim.partner_id != filer.partner_id:
        raise NotFound("no such claim")
    return claim
