"""The letter to the applicant about the answer to a matter, with what follows from it."""

from __future__ import annotations

from cofund.errors import NotAccepted
from cofund.matter_states import consents_given
from cofund.models.approval import DecisionOutcome
from cofund.models.claim import Person
from cofund.models.consents import Consent, Matter, MatterHead
from cofund.steps.consents.kinds import kind_of
from cofund.steps.mailing import mail_to, send_once
from cofund.steps.office import Office

TOLD: frozenset[DecisionOutcome] = frozenset({"approved", "returned", "rejected", "timed_out"})
"""Answers that the applicant learns by mail; whoever withdraws knows."""


def notify_applicant(matter: Matter, *, office: Office) -> None:
    """Mail the applicant what was answered on a version, and what follows; once."""
    consent = office.matters.consent(matter)
    if consent is None or not (consent.outcome in TOLD or consent.on_behalf_of):
        return
    head = office.matters.get(matter.kind, matter.matter_id)
    if head.state == "cancelled":  # whoever gave it up meanwhile waits for no answer
        return
    for person in applicants(head, office=office):
        _send(consent, head, person, office=office)


def applicants(head: MatterHead, *, office: Office) -> tuple[Person, ...]:
    """Give who gets the letters about a matter: who filed it last, of the partner's own people.

    Where only a manager filed it, on the partner's behalf, all the partner's people get them.
    """
    for login in dict.fromkeys((head.edited_by, head.opened_by)):
        person = office.directory.person(login)
        if person.partner_id == head.partner_id:
            return (person,)
    return office.directory.people_of(head.partner_id)


def _send(consent: Consent, head: MatterHead, person: Person, *, office: Office) -> None:
    """Send the letter; an address refused for good loses the mail, the page still tells all."""
    from cofund.pages.of_consents import mail_consented
    from cofund.pages.views.consents import ConsentedLetter

    kind, matter = kind_of(consent.matter), consent.matter
    programme = office.programme(head.programme, head.programme_version)
    told = "short" if _is_undone(consent, office=office) else consent.outcome
    view = ConsentedLetter(
        to_name=person.name,
        zone=programme.zone,
        shown=kind.shown(matter, office),
        consent=consent,
        told=told,
        earlier_stands=_earlier_stands(head, consent),
        follows=kind.follows(matter, consent, office),
        link=office.public_url + kind.page.format(matter_id=matter.matter_id),
    )
    mail = mail_to(person, mail_consented(view, locale=person.locale), purpose="letter")
    key = f"consented-{matter.matter_id}-v{matter.version}-{view.told}-{person.login}"
    try:
        send_once(key, mail, office=office)
    except NotAccepted:
        office.metrics.count("LetterRefused", step="letters")


def _is_undone(consent: Consent, *, office: Office) -> bool:
    """Say whether a version was sent back though consent was given: the fund had too little."""
    matter = consent.matter
    life = office.matters.audit(matter.kind, matter.matter_id)
    return matter.version in consents_given(life).undone


def _earlier_stands(head: MatterHead, consent: Consent) -> bool:
    """Say whether consent to an earlier version stays in force."""
    return head.consented is not None and head.consented < consent.matter.version
