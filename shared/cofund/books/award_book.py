"""What awards claim beside their own items: the page that proves them, room under a month's caps.

====================================  =============  ===============================================
pk                                    sk             attributes
====================================  =============  ===============================================
``PROOF#{programme}#{page}``          ``AWARD``      award: whose proof this page is
``EARNING#{programme}#{owner}#{m}``   ``FILED``      filings: counts them, so that two never pass
                                                     each other
``EARNING#{programme}#{owner}#{m}``   ``AWARD#{a}``  month: this award was filed in it
``AWD#{award}``                       ``SEEN#{v}``   seen (JSON): what the check of the link saw
====================================  =============  ===============================================

Nothing here is ever given back by a step that could be lost: whether an award still holds a page or
a place in a month is looked up in the award itself, by where it stands and what its last version
says. What is claimed is claimed in the transaction that files the version.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cofund.books.matter_book import MatterBook
from cofund.books.matter_moves import matter_key
from cofund.books.writing import integer, settle, write_if_absent
from cofund.errors import LimitReached, LinkUsed, NotFound
from cofund.items import Check, Condition, Key, Put, Update, Write
from cofund.models.awards import Award
from cofund.models.consents import Matter, MatterHead, MatterState
from cofund.models.proofs import ProofSeen
from cofund.ports import Items
from cofund.proof_links.urls import page_digest, url_of

if TYPE_CHECKING:
    from cofund.models.points_terms import PointsTerms

ENDED: frozenset[MatterState] = frozenset(
    {"rejected", "timed_out", "withdrawn", "cancelled", "expired"}
)
"""States in which an award holds nothing any more."""
MOST_IN_A_MONTH = 200
"""Awards filed for one account in one month, whatever became of them."""


@dataclass(frozen=True)
class Earning:
    """What one award takes of a month: asked for, or agreed to."""

    award: str
    earned_by: str
    points: int


class AwardBook:
    """Pages and months that awards hold."""

    def __init__(self, items: Items, matters: MatterBook) -> None:
        self._items = items
        self._matters = matters

    def claims(
        self, award_id: str, award: Award, terms: PointsTerms, *, programme: str
    ) -> tuple[Write, ...]:
        """Give the writes by which a version claims its page and its place in the month.

        Raises:
            LinkUsed: another award stands on this page.
            LimitReached: a cap of the month would be exceeded.
        """
        return (
            self._page_claim(award_id, award.page, programme=programme),
            *self._month_claim(award_id, award, terms, programme=programme),
        )

    def page_holder(self, page: str, *, programme: str) -> str | None:
        """Give the award whose proof a page is, or None."""
        item = self._items.get(_page_key(programme, page))
        holder = None if item is None else str(item["award"])
        found = None if holder is None else self._living(holder)
        return holder if found is not None and page in self._pages(*found) else None

    def claim_page(self, award_id: str, page: str, *, programme: str) -> None:
        """Claim a further page for an award: the one to which its link led on.

        Raises:
            LinkUsed: another award stands on this page.
            TryAgain: others claim it at this moment.
        """

        def attempt() -> tuple[Write, ...]:
            return (self._page_claim(award_id, page, programme=programme),)

        settle(self._items, attempt)

    def earnings(self, owner: str, month: str, *, programme: str) -> tuple[Earning, ...]:
        """Give what an account earns in a month by awards that wait or were agreed to."""
        pk = _month_pk(programme, owner, month)
        stored = self._items.query("claims", pk, prefix="AWARD#", limit=MOST_IN_A_MONTH)
        found = (self._earning(one.key.sk.removeprefix("AWARD#"), owner, month) for one in stored)
        return tuple(one for one in found if one is not None)

    def room(
        self, earned_by: str, owner: str, month: str, terms: PointsTerms, *, programme: str
    ) -> int | None:
        """Give how many points a month's caps leave for a kind; None where nothing caps it."""
        return room_left(earned_by, self.earnings(owner, month, programme=programme), terms)

    def note_seen(self, matter: Matter, seen: ProofSeen) -> ProofSeen:
        """Keep what the check of a version's link saw first; give what is kept."""
        key = matter_key(matter, "SEEN")
        write_if_absent(self._items, Put(key, {"seen": seen.model_dump_json()}))
        return self.seen(matter) or seen

    def seen(self, matter: Matter) -> ProofSeen | None:
        """Give what the check of a version's link saw; None before it was checked."""
        item = self._items.get(matter_key(matter, "SEEN"))
        return None if item is None else ProofSeen.model_validate_json(str(item["seen"]))

    def _page_claim(self, award_id: str, page: str, *, programme: str) -> Write:
        key = _page_key(programme, page)
        item = self._items.get(key)
        if item is None:
            return Put(key, {"award": award_id})
        holder = str(item["award"])
        seen = (Condition("award", "=", holder),)
        if holder == award_id:
            return Check(key, seen)
        if self.page_holder(page, programme=programme) is not None:
            raise LinkUsed("another award stands on this page")
        return Update(key, assign={"award": award_id}, conditions=seen)

    def _month_claim(
        self, award_id: str, award: Award, terms: PointsTerms, *, programme: str
    ) -> tuple[Write, ...]:
        pk = _month_pk(programme, award.owner, award.month)
        filed = self._items.get(Key("claims", pk, "FILED"))
        others = tuple(
            one
            for one in self.earnings(award.owner, award.month, programme=programme)
            if one.award != award_id
        )
        ensure_room(award, others, terms)
        note = Key("claims", pk, f"AWARD#{award_id}")
        put = Put(note, {"month": award.month})
        noted: tuple[Write, ...] = () if self._items.get(note) else (put,)
        key = Key("claims", pk, "FILED")
        if filed is None:
            return (Put(key, {"filings": 1}), *noted)
        so_many = Condition("filings", "=", integer(filed["filings"]))
        return (Update(key, add={"filings": 1}, conditions=(so_many,)), *noted)

    def _pages(self, head: MatterHead, award: Award) -> set[str]:
        """Give the pages that an award's last version stands on.

        They are its link, where that led, and where the page there says that it stands.
        """
        seen = self.seen(head.matter)
        found = (seen.address, seen.home) if seen is not None else ()
        return {award.page} | {page_digest(url_of(address)) for address in found if address}

    def _earning(self, award_id: str, owner: str, month: str) -> Earning | None:
        found = self._living(award_id)
        if found is None or (found[1].owner, found[1].month) != (owner, month):
            return None
        head, award = found
        agreed = self._matters.consent(head.matter) if head.state == "approved" else None
        points = agreed.points if agreed is not None and agreed.points else award.points
        return Earning(award_id, award.earned_by, points)

    def _living(self, award_id: str) -> tuple[MatterHead, Award] | None:
        """Give an award that holds what its last version says; None where it has ended."""
        try:
            head = self._matters.get("award", award_id)
        except NotFound:
            return None
        if head.state in ENDED:
            return None
        return head, self._matters.content(head.matter, Award)


def room_left(earned_by: str, others: tuple[Earning, ...], terms: PointsTerms) -> int | None:
    """Give how many points the month's caps leave for a kind; None where nothing caps it.

    Below zero where a newer version of the terms has lowered a cap.
    """
    of_kind, in_all = terms.earned_by[earned_by].per_month, terms.caps.per_month
    left = []
    if of_kind is not None:
        left.append(of_kind.value - _sum(one for one in others if one.earned_by == earned_by))
    if in_all is not None:
        left.append(in_all.value - _sum(others))
    return min(left, default=None)


def ensure_room(award: Award, others: tuple[Earning, ...], terms: PointsTerms) -> None:
    """Stop an award that a cap of the month has no room for.

    Raises:
        LimitReached: it has none.
    """
    left = room_left(award.earned_by, others, terms)
    if left is not None and award.points > left:
        raise LimitReached("a cap of the month would be exceeded")


def _sum(earnings: Iterable[Earning]) -> int:
    return sum(one.points for one in earnings)


def _page_key(programme: str, page: str) -> Key:
    return Key("claims", f"PROOF#{programme}#{page}", "AWARD")


def _month_pk(programme: str, owner: str, month: str) -> str:
    return f"EARNING#{programme}#{owner}#{month}"
