"""Sellers and buyers, as a source states them and as the page prints them."""

from __future__ import annotations

from typing import Literal

from cofund.extraction.merging.fields import Merging
from cofund.extraction.merging.typed import text_of
from cofund.models.exact import StatedParty
from cofund.models.extraction import PartyRead

Role = Literal["seller", "buyer"]

IDENTIFIERS = (
    "tax_id",
    "kpp",
    "bik",
    "account",
    "correspondent_account",
    "iban",
)
DESCRIPTIONS = ("name", "address", "bank")


def merged_party(merging: Merging, role: Role, stated: StatedParty, page: PartyRead) -> PartyRead:
    """Give a party of both; a code's names are abridged, so the page's stand before them."""
    update = {}
    for name in (*IDENTIFIERS, *DESCRIPTIONS):
        exact, printed = text_of(getattr(stated, name)), getattr(page, name)
        if merging.origin.source == "qr" and name in DESCRIPTIONS and printed is not None:
            continue
        update[name] = merging.merged(f"{role}_{name}", exact, printed)
    return page.model_copy(update=update)
