"""Publications that are paid with points: what was ordered, by whom, from which account.

===============  ==========  ======================================================================
pk               sk          attributes
===============  ==========  ======================================================================
``PUB#{order}``  ``ORDER``   order (JSON); gsi1 ``PUBLICATIONS#{partner}``, the newest first
===============  ==========  ======================================================================

The order is written before its points are spent, so that what was paid is never without its order.
Whether it was paid, and given back, stands in the account alone: an order without a posting was
never paid, and is none.
"""

from __future__ import annotations

from cofund.books.writing import write_if_absent
from cofund.errors import EntryConflict, NotFound
from cofund.items import Key, Put
from cofund.models.base import is_identifier
from cofund.models.publications import PublicationOrder
from cofund.ports import Items

MAX_LISTED = 200


class PublicationBook:
    """Orders of publications."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def note(self, order: PublicationOrder) -> PublicationOrder:
        """Keep an order unless it stands there; give the one that stands.

        Raises:
            EntryConflict: the id is taken by an order of something else.
        """
        newest_first = 10**13 - int(order.ordered_at.timestamp() * 1000)
        attributes = {
            "order": order.model_dump_json(),
            "gsi1pk": f"PUBLICATIONS#{order.partner_id}",
            "gsi1sk": f"{newest_first:013d}",
        }
        if write_if_absent(self._items, Put(_key(order.order_id), attributes)):
            return order
        standing = self.get(order.order_id)
        if standing.model_copy(update={"ordered_at": order.ordered_at}) != order:
            raise EntryConflict("the id is taken by another order")
        return standing

    def get(self, order_id: str) -> PublicationOrder:
        """Give an order.

        Raises:
            NotFound: there is none.
        """
        item = self._items.get(_key(order_id)) if is_identifier(order_id) else None
        if item is None:
            raise NotFound("no such order")
        return PublicationOrder.model_validate_json(str(item["order"]))

    def of_partner(self, partner_id: str) -> tuple[PublicationOrder, ...]:
        """Give a partner's orders, newest first; the list may lag a moment behind."""
        stored = self._items.query_index("gsi1", f"PUBLICATIONS#{partner_id}", limit=MAX_LISTED)
        return tuple(
            PublicationOrder.model_validate_json(str(one.attributes["order"])) for one in stored
        )


def _key(order_id: str) -> Key:
    return Key("claims", f"PUB#{order_id}", "ORDER")
