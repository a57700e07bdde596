"""Posting a movement once: the same for money and for points.

One movement is one transaction; its first item is the posting, whose key comes from the movement's
own contents. Whoever repeats a movement, at once or after days, finds that posting and is given it
as *replayed*; with other contents the id is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from cofund.books.backoff import Backoff
from cofund.errors import EntryConflict, Refusal
from cofund.items import Item, Put, Write, WriteRefused
from cofund.ledger.change import digest_of
from cofund.models.movements import Caused
from cofund.models.points import PointsPosted
from cofund.models.standing import Posted
from cofund.ports import Items

Moved = TypeVar("Moved", bound=Caused)
Entry = TypeVar("Entry", Posted, PointsPosted)
Sight = TypeVar("Sight")


class PostingDesk(Generic[Moved, Sight, Entry]):
    """Looks, judges, writes; where something came in between, once more."""

    def __init__(
        self,
        items: Items,
        *,
        backoff: Backoff,
        look: Callable[[Moved], Sight],
        standing: Callable[[Sight], Entry | None],
        judge: Callable[[Moved, Sight], tuple[Write, ...]],
        read: Callable[[Moved, Item], Entry],
    ) -> None:
        self._items = items
        self._backoff = backoff
        self._look = look
        self._standing: Callable[[Sight], Entry | None] = standing
        self._judge = judge
        self._read: Callable[[Moved, Item], Entry] = read

    def post(self, movement: Moved) -> Entry:
        """Write the movement's posting and all items that it changes, together, once.

        The posting comes back as stored; ``replayed`` when it stood there already.

        Raises:
            EntryConflict: the id is taken by a movement with other contents.
            Refusal: what stands forbids it, by the name that the judgement gives.
            TryAgain: others came in between again and again. Posting it again is safe.
        """
        return self._backoff.until_settled(lambda: self._attempt(movement))

    def _attempt(self, movement: Moved) -> Entry | None:
        """Post once; None when what was seen has changed meanwhile."""
        sight = self._look(movement)
        standing = self._standing(sight)
        if standing is not None:
            return _replayed(movement, standing)
        writes = self._judged(movement, sight)
        if writes is None:
            return None
        return self._carried_out(movement, writes)

    def _judged(self, movement: Moved, sight: Sight) -> tuple[Write, ...] | None:
        """Give the writes; refuse only on a sight that is still true when looked at again."""
        try:
            return self._judge(movement, sight)
        except Refusal:
            if self._look(movement) != sight:
                return None
            raise

    def _carried_out(self, movement: Moved, writes: tuple[Write, ...]) -> Entry | None:
        posting = writes[0]
        assert isinstance(posting, Put)
        try:
            self._items.write(writes)
        except WriteRefused as refused:
            standing = refused.standing[0]
            if standing is None:
                return None
            return _replayed(movement, self._read(movement, standing))
        return self._read(movement, dict(posting.attributes))


def _replayed(movement: Caused, standing: Entry) -> Entry:
    if standing.digest != digest_of(movement):
        raise EntryConflict(f"{standing.entry_id} is taken by a movement with other contents")
    return standing.model_copy(update={"replayed": True})
