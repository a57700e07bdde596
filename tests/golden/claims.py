"""Golden documents in claims that are in order: nothing of such a claim may ever be sent back.

Around each document stands a business dinner as its facts want it: the partner is its buyer, the
other papers state its sum, its seller, its day. What the document says is read from its bytes; a
misread value is what would send an honest partner's claim back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cofund.models.assessment import Finding
from cofund.models.claim_file import ClaimFile
from cofund.models.extraction import Extraction, PartyRead
from cofund.money import Money
from cofund.rules import judge
from tests.builders.claim_files import (
    a_claim_file,
    a_document,
    a_partner,
    a_request,
    an_activity,
    an_application,
    moment,
)
from tests.builders.companies import INTEGRATOR, VETER
from tests.builders.reads import (
    a_line,
    a_participant_list,
    a_payment_order,
    a_report,
    an_act,
    an_event_programme,
    an_invoice,
    read,
    roubles,
)

Truth = dict[str, Any]

STANDS_FOR = {
    "invoice": ("invoice",),
    "act": ("act",),
    "upd": ("invoice", "act"),
    "payment_order": ("payment_order",),
    "receipt": ("payment_order",),
    "participant_list": ("participant_list",),
    "event_report": ("event_report",),
    "event_programme": ("event_programme",),
}
"""The kinds of papers that a document takes the place of; others come with them."""
INN = re.compile(r"\d{10}(\d{2})?")
USUAL_DAY = "2026-10-14"
"""Lists whose truth is people only are drawn for this day."""


def is_honest(truth: Truth) -> bool:
    """Say whether a document is in order, and a Russian partner's."""
    suspicious = any(truth.get(part) for part in ("review", "warnings", "differs"))
    buyer = truth["fields"].get("buyer_tax_id", INTEGRATOR.tax_id)
    currency = truth["fields"].get("currency", "RUB")
    paid = truth["fields"].get("executed") != "False"
    return paid and not suspicious and currency == "RUB" and INN.fullmatch(buyer) is not None


def sent_back(found: Extraction, truth: Truth) -> list[Finding]:
    """Give what would be held against the partner in a claim with this document."""
    return [
        finding
        for finding in judge(claim_around(found, truth))
        if finding.effect == "return" or (finding.rule, finding.effect) == PAYMENT_LOST
    ]


PAYMENT_LOST = ("payment_proof", "deduct")


def claim_around(found: Extraction, truth: Truth) -> ClaimFile:
    """Give a claim in order that holds the document."""
    fields = truth["fields"]
    gross, first, last = _gross(fields), _day(fields), _day(fields, "last_day")
    held = an_activity(
        name=fields.get("event_name", "Деловой ужин"), first_day=first, last_day=last, place=""
    )
    applied = moment(first - timedelta(days=40))
    came = moment(last + timedelta(days=10))
    papers = [*_others(truth, gross=gross, day=first), found]
    return a_claim_file(
        papers,
        documents=[
            a_document(paper, declared_kind=truth["kind"] if paper is found else paper.kind)
            for paper in papers
        ],
        partner=a_partner(inn=_buyer(fields), kpp=None),
        application=an_application(activity=held, submitted_at=applied, approved_at=applied),
        request=a_request(
            claimed=gross.model_copy(update={"amount_minor": gross.amount_minor // 2})
        ),
        claim={"submitted_at": came, "first_submitted_at": came},
        assessed_at=came,
    )


def _others(truth: Truth, *, gross: Money, day: date) -> Iterator[Extraction]:
    fields = truth["fields"]
    buyer = PartyRead(tax_id=read(_buyer(fields)))
    seller = PartyRead(tax_id=read(_seller(fields)))
    sold: dict[str, Any] = {
        "seller": seller,
        "buyer": buyer,
        "issue_date": read(day),
        "lines": (a_line("Организация ужина", price=gross.decimal_text()),),
    }
    name, days = read(fields.get("event_name", "Деловой ужин")), read(day)
    papers: tuple[Extraction, ...] = (
        a_report(event_name=name, first_day=days, last_day=days),
        an_event_programme(event_name=name, event_date=days),
        a_participant_list().model_copy(update={"event_date": days}),
        an_invoice(number=read("built-1"), **sold),
        an_act(number=read("built-2"), **sold),
        a_payment_order(payer=buyer, payee=seller, amount=read(gross), issue_date=days),
    )
    replaced = STANDS_FOR.get(truth["kind"], ())
    return (paper for paper in papers if paper.kind not in replaced)


def _gross(fields: dict[str, str]) -> Money:
    printed = fields.get("gross") or fields.get("amount") or "244000"
    return roubles(str(abs(Decimal(printed))))


def _day(fields: dict[str, str], wanted: str = "first_day") -> date:
    printed = fields.get(wanted) or fields.get("event_date") or fields.get("first_day")
    return date.fromisoformat(printed or fields.get("issue_date") or USUAL_DAY)


def _buyer(fields: dict[str, str]) -> str:
    return fields.get("buyer_tax_id") or fields.get("payer_tax_id") or INTEGRATOR.tax_id


def _seller(fields: dict[str, str]) -> str:
    return fields.get("seller_tax_id") or fields.get("payee_tax_id") or VETER.tax_id
