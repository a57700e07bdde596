"""Looking at matters that wait for consent; the items are drawn in matter_book."""

from __future__ import annotations

from typing import TypeVar

from cofund.books.matter_moves import (
    audited,
    head_key,
    head_of,
    listed_under,
    matter_key,
    matter_pk,
)
from cofund.errors import NotFound
from cofund.items import Item
from cofund.models.base import Model, is_identifier
from cofund.models.consents import Consent, Matter, MatterAudit, MatterHead, MatterKind
from cofund.ports import Items

MAX_LISTED = 200
MAX_CHANGES = 1_000

C = TypeVar("C", bound=Model)


class MatterReads:
    """Matters by kind and id: where they stand, what was filed, what was answered."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def get(self, kind: MatterKind, matter_id: str) -> MatterHead:
        """Give where a matter stands.

        Raises:
            NotFound: there is no such matter.
        """
        return head_of(self._head(kind, matter_id))

    def of_partner(self, kind: MatterKind, partner_id: str) -> tuple[MatterHead, ...]:
        """Give a partner's matters of a kind, newest first; the list may lag a moment behind."""
        under = listed_under(kind, partner_id)
        stored = self._items.query_index("gsi1", under, limit=MAX_LISTED)
        return tuple(head_of(item.attributes) for item in stored)

    def content(self, matter: Matter, model: type[C]) -> C:
        """Give a version's content as it was filed.

        Raises:
            NotFound: no such version was filed.
        """
        item = self._items.get(matter_key(matter, "V"))
        if item is None:
            raise NotFound("no such version")
        return model.model_validate_json(str(item["content"]))

    def audit(self, kind: MatterKind, matter_id: str) -> tuple[MatterAudit, ...]:
        """Give every change of a matter's state, oldest first."""
        pk = matter_pk(kind, matter_id)
        stored = self._items.query("claims", pk, prefix="AUDIT#", limit=MAX_CHANGES)
        return tuple(audited(kind, matter_id, item) for item in stored)

    def consent(self, matter: Matter) -> Consent | None:
        """Give what was answered on a version, or None."""
        item = self._items.get(matter_key(matter, "CONSENT"))
        return Consent.model_validate_json(str(item["consent"])) if item else None

    def _head(self, kind: MatterKind, matter_id: str) -> Item:
        item = self._items.get(head_key(kind, matter_id)) if is_identifier(matter_id) else None
        if item is None:
            raise NotFound("no such matter")
        return item
