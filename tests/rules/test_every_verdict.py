"""Every verdict that a rule's code can give is given to some claim, and worded in both languages.

The claims below differ from the clean dinner in what their names say. Borders (the last day, one
kopeck over) are in each family's own tests; here nothing may be missing.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from cofund.models.assessment import Finding
from cofund.models.claim import Locale
from cofund.models.claim_file import (
    ClaimFile,
    EarlierFile,
    EarlierInvoice,
    EarlierParticipants,
    EarlierPhoto,
)
from cofund.models.evidence import Disagreement
from cofund.models.extraction import CreditNote, Photo, TaxRead, Unknown, Unreadable
from cofund.pages.messages import finding_text
from cofund.rules import RULES, judge
from tests.builders.claim_files import (
    a_claim_file,
    a_document,
    a_partner,
    a_request,
    an_activity,
    an_application,
    dinner_papers,
    moment,
    september,
    the_programme,
    with_paper,
)
from tests.builders.companies import INTEGRATOR, NEBYVALYE, VETER
from tests.builders.reads import (
    DINNER_LINES,
    a_line,
    a_participant,
    a_participant_list,
    a_party,
    a_payment_order,
    a_report,
    an_act,
    an_event_programme,
    an_invoice,
    evidence,
    read,
    roubles,
    unsure,
)
from tests.rules.test_guests import at_most
from tests.rules.test_messages import BUILDERS, RULES_DIR

VERDICTS = {"passed": "pass", "failed": "fail", "deducted": "fail", "unclear": "unclear"}
PRINT = "0123456789abcdef" * 4
HELD = date(2026, 9, 15)


def clean(**changes: object) -> ClaimFile:
    """Give the dinner, with a photo, a place and a kind told, and somebody else's guests."""
    report = a_report(place=read("Москва"), activity_kind=read("Деловой ужин"))
    photo = Photo(document_id="photo", width=900, height=700, fingerprint=PRINT)
    return a_claim_file([*with_paper(report), photo], **changes)  # type: ignore[arg-type]


def wrong_papers() -> ClaimFile:
    """Give papers on which hardly anything is right."""
    lines = (
        a_line("Аренда зала", price=100_000, amount=roubles(90_000)),
        a_line("Авиабилеты", price=10_000, position=2),
        a_line("Ежедневники", quantity=2, price=9_000, position=3),
    )
    seller = a_party(VETER).model_copy(
        update={"tax_id": read("7700000000"), "account": read("4070281000000000000")}
    )
    invoice = an_invoice(
        lines=lines,
        seller=seller,
        buyer=a_party(NEBYVALYE),
        issue_date=read(date(2026, 12, 1)),
        gross=read(roubles(150_000)),
        net=read(roubles(100_000)),
        tax=read(roubles(26_000)),
        taxes=(TaxRead(rate=Decimal(20), tax=read(roubles(26_000))),),
        amount_in_words=read(roubles(151_000)),
    )
    report = a_report(
        event_name=read("Рыбалка"),
        place=read("Казань"),
        activity_kind=read("Выставка"),
        first_day=read(date(2026, 9, 16)),
        goals=read("Вместе с Rivalsoft"),
    )
    papers = [report, invoice, a_payment_order(payee=seller, executed=read(value=False))]
    documents = [a_document(paper, declared_kind="act") for paper in papers]
    return a_claim_file(papers, documents=documents)


def self_invoiced() -> ClaimFile:
    """Give a partner's invoice to itself."""
    return a_claim_file(with_paper(an_invoice(seller=a_party(INTEGRATOR))))


def late() -> ClaimFile:
    """Give an application and a claim that came too late, and a correction that came later."""
    application = an_application(submitted_at=moment(date(2026, 9, 14)), approved_at=moment(HELD))
    came = moment(date(2026, 12, 1))
    claim = {
        "version": 2,
        "submitted_at": came,
        "first_submitted_at": came,
        "returned_at": september(20),
    }
    return a_claim_file(application=application, claim=claim)


def mended() -> ClaimFile:
    """Give a correction in time."""
    return a_claim_file(claim={"version": 2, "returned_at": september(24)})


def souvenirs(applied: date, price: int | str, description: str = "Ручки с логотипом") -> ClaimFile:
    """Give an order of souvenirs."""
    activity = an_activity(activity_type="souvenirs", name="Сувениры")
    application = an_application(activity=activity, submitted_at=moment(applied))
    invoice = an_invoice(lines=(a_line(description, quantity=10, price=price),))
    return a_claim_file([invoice, an_act()], application=application)


def repeated(partner: str) -> ClaimFile:
    """Give a claim whose file, invoice, photo and guests stand in another one."""
    file = clean()
    sha256 = file.claim.documents[0].sha256
    assert sha256 is not None
    other = {"claim_id": "claim-9", "partner_id": partner}
    uses = (
        EarlierFile.model_validate({"sha256": sha256, **other}),
        EarlierInvoice.model_validate(
            {
                "seller": VETER.tax_id,
                "number": "77",
                "issue_date": date(2026, 9, 1),
                "gross": roubles(244_000),
                **other,
            }
        ),
        EarlierPhoto.model_validate({"fingerprint": PRINT, **other}),
        EarlierParticipants.model_validate({"people": range(1, 7), "first_day": HELD, **other}),
    )
    return clean(earlier_uses=uses)


def twice() -> ClaimFile:
    """Give a file, an invoice and a person twice, and too few guests."""
    listed = a_participant_list(3)
    listed = listed.model_copy(
        update={"participants": (*listed.participants, listed.participants[0])}
    )
    copy, again = an_act("act-2"), an_invoice("invoice-2")
    papers = [*with_paper(listed), copy, again]
    documents = [a_document(paper) for paper in papers]
    documents[-2] = a_document(copy, sha256=documents[4].sha256)
    return a_claim_file(papers, documents=documents)


def unpaid() -> ClaimFile:
    """Give an invoice of another seller whom nobody paid."""
    other = an_invoice("invoice-2", seller=a_party(NEBYVALYE), number=read("78"))
    return a_claim_file([*dinner_papers(), other])


def doubtful() -> ClaimFile:
    """Give papers of which hardly anything is certain."""
    flight = a_line("Авиауслуги", price=1, position=3)
    unknown_price = a_line("Ежедневники", price=1, position=4).model_copy(
        update={"unit_price": unsure(roubles(1)), "amount": unsure(roubles(1))}
    )
    invoice = an_invoice(
        lines=(*DINNER_LINES, flight, unknown_price),
        number=unsure("77"),
        buyer=a_party(INTEGRATOR).model_copy(update={"kpp": read("770101001")}),
        disagreements=(Disagreement(field="gross", exact=evidence("1"), printed=evidence("2")),),
        flags=("hidden_text",),
    )
    payment = a_payment_order(amount=read(roubles(900_000)), executed=None)
    papers = [invoice if p.document_id == "invoice" else p for p in with_paper(payment)]
    note = CreditNote(document_id="credit")
    lost = (Unreadable(document_id="lost", reason="damaged"), Unknown(document_id="what"))
    return a_claim_file([*papers, note, *lost])


def nobody_named() -> ClaimFile:
    """Give a payment whose payee could not be read."""
    payee = a_party(VETER).model_copy(update={"tax_id": unsure("7700")})
    return a_claim_file(with_paper(a_payment_order(payee=payee)))


def abroad(*accepted: str) -> ClaimFile:
    """Give an invoice in euros under a programme that accepts these currencies."""
    euros = roubles(244_000).model_copy(update={"currency": "EUR"})
    currencies = the_programme().currencies.model_copy(update={"accepted": accepted})
    papers = with_paper(an_invoice(gross=read(euros), currency=read("EUR")))
    return a_claim_file(papers, programme=the_programme(currencies=currencies))


def old_rate() -> ClaimFile:
    """Give an invoice with a rate of years ago."""
    tax = TaxRead(rate=Decimal(18), tax=read(roubles(44_000)))
    return a_claim_file(with_paper(an_invoice(taxes=(tax,))))


def asks_for_too_much() -> ClaimFile:
    """Give a claim for more than its invoices and its approval carry."""
    return a_claim_file(request=a_request(claimed=roubles(200_000)))


def only_hosts() -> ClaimFile:
    """Give a dinner for the partner's own people."""
    host = a_participant(1, email=read("host@integrator.example"))
    listed = a_participant_list(0).model_copy(update={"participants": (host,)})
    partner = a_partner(email_domains=("integrator.example",))
    return a_claim_file(with_paper(listed), partner=partner, programme=at_most(roubles(1)))


def no_people() -> ClaimFile:
    """Give a list on which nobody could be read, and a programme that names another event."""
    named = an_event_programme(event_name=read("Рыбалка"))
    papers = [
        named if p.document_id == "programme" else p for p in with_paper(a_participant_list(0))
    ]
    return a_claim_file(papers)


CLAIMS: tuple[Callable[[], ClaimFile], ...] = (
    clean,
    wrong_papers,
    self_invoiced,
    late,
    mended,
    lambda: souvenirs(date(2026, 8, 20), 500),
    lambda: souvenirs(date(2026, 6, 1), 1_600),
    lambda: souvenirs(date(2026, 8, 20), 1_600, "Изготовление"),
    lambda: repeated("integrator"),
    lambda: repeated("nebyvalye"),
    twice,
    unpaid,
    doubtful,
    nobody_named,
    abroad,
    lambda: abroad("EUR"),
    lambda: a_claim_file(with_paper(a_payment_order(amount=read(roubles(1_000))))),
    old_rate,
    asks_for_too_much,
    only_hosts,
    no_people,
    lambda: clean(programme=at_most(roubles(100_000))),
    lambda: clean(programme=at_most(roubles(1))),
)
FAMILIES_ELSEWHERE = {"participation"}
"""Proved by a table of their own: tests/rules/test_participation.py."""


@cache
def findings() -> tuple[Finding, ...]:
    """Give what is found on all the claims."""
    return tuple(finding for claim in CLAIMS for finding in judge(claim()))


def possible() -> set[tuple[str, str]]:
    """Give every rule and verdict that the code can give."""
    calls = (
        node
        for path in RULES_DIR.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )
    return {
        (ast.literal_eval(call.args[BUILDERS[call.func.id]]), VERDICTS[call.func.id])
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in BUILDERS
    }


def test_no_verdict_is_missing() -> None:
    elsewhere = {rule.name for rule in RULES if rule.family in FAMILIES_ELSEWHERE}
    wanted = {(rule, verdict) for rule, verdict in possible() if rule not in elsewhere}
    given = {(finding.rule, finding.verdict) for finding in findings()}
    assert wanted - given == set()


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_whatever_is_found_is_worded(locale: Locale) -> None:
    texts = {finding_text(finding, locale) for finding in findings()}
    assert not [text for text in texts if not text or "{" in text]


def test_what_is_uncertain_never_returns_and_never_deducts() -> None:
    effects = {finding.effect for finding in findings() if finding.verdict == "unclear"}
    assert effects == {"review"}


def test_every_failure_has_the_effect_that_the_programme_names() -> None:
    effects = the_programme().effects.by_rule
    for finding in findings():
        if finding.verdict == "fail":
            assert {effects[rule] for rule in effects if rule == finding.rule} == {finding.effect}
