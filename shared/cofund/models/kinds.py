"""What kinds of documents there are; apart from what is read of them, which is large."""

from typing import Literal

PaperKind = Literal[
    "invoice",
    "tax_invoice",
    "act",
    "upd",
    "waybill",
    "payment_order",
    "receipt",
    "credit_note",
    "participant_list",
    "event_report",
    "event_programme",
    "contract",
    "layout",
    "photo",
]
"""What a claim can be asked to hold."""
DocumentKind = Literal[PaperKind, "unknown"]
"""What a document is: счёт, счёт-фактура, акт, УПД, ТОРГ-12, платёжное поручение, чек, …"""
