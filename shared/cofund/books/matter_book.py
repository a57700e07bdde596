"""Matters that wait for consent: heads, versions, the audit of their life, and their consents.

======================  =====================  =====================================================
pk                      sk                     attributes
======================  =====================  =====================================================
``APP#{id}``            ``HEAD``               head (JSON), state, version, revision, content_hash,
``AWD#{id}``                                   review_began_at, consented; resume_state; gsi1 lists
                                               a partner's, the newest first
``APP#…`` ``AWD#…``     ``V#{version}``        content (JSON) as filed; never changes
``APP#…`` ``AWD#…``     ``START#{version}``    gsi1 ``WAITING#START`` until its workflow runs
``APP#…`` ``AWD#…``     ``CONSENT#{version}``  consent (JSON), outcome; gsi1 ``WAITING#WAKE``
``APP#…`` ``AWD#…``     ``AUDIT#{revision}``   see matter_moves
``APP#…`` ``AWD#…``     ``TASK#`` ``LINKED#``  see link_book
======================  =====================  =====================================================

The content is whatever model its kind has; the book only keeps and hashes it.
"""

from __future__ import annotations

from collections.abc import Callable

from cofund.books.link_book import ConsentLinkBook, use_link
from cofund.books.matter_moves import (
    MatterChange,
    answered,
    audit_entry,
    consent_item,
    filing,
    head_item,
    head_key,
    matter_change,
    matter_key,
    version_writes,
)
from cofund.books.matter_reads import MatterReads
from cofund.books.writing import TRIES, settle, write_through
from cofund.errors import (
    AlreadyDecided,
    EntryConflict,
    NotInThisState,
    StaleVersion,
    TryAgain,
)
from cofund.items import Put, Update, Write, WriteConflict, WriteRefused
from cofund.matter_states import UNDECIDED
from cofund.models.base import Model
from cofund.models.consents import (
    Consent,
    ConsentRequest,
    Matter,
    MatterHead,
    MatterState,
)
from cofund.ports import Items

WITH_APPROVER: frozenset[MatterState] = frozenset({"in_review"})

AlsoWrite = Callable[[MatterHead], tuple[Write, ...]]


class MatterBook(MatterReads):
    """Matters by kind and id, their moves from state to state, and what was answered."""

    def __init__(self, items: Items) -> None:
        super().__init__(items)
        self._links = ConsentLinkBook(items)

    def open(self, head: MatterHead, content: Model, *, also: tuple[Write, ...] = ()) -> None:
        """Store a matter that was filed for the first time; its workflow is to begin.

        Filing the same matter again changes nothing. ``also`` are further writes for the same
        transaction.

        Raises:
            EntryConflict: the id is taken by a matter with other contents, or what is also to be
                written was refused.
            TryAgain: others kept writing.
        """
        matter = head.matter
        writes = (
            Put(head_key(matter.kind, matter.matter_id), head_item(head)),
            audit_entry(matter, filing(head), from_state=None, revision=head.revision),
            *version_writes(head, content),
            *also,
        )
        try:
            write_through(self._items, writes)
        except WriteRefused as refused:
            standing = self._items.get(matter_key(matter, "V"))
            if standing is None or standing["content"] != content.model_dump_json():
                raise EntryConflict("the id is taken by another matter") from refused

    def file_version(
        self, head: MatterHead, content: Model, *, over: MatterHead, also: tuple[Write, ...] = ()
    ) -> MatterHead:
        """Store the next version of a matter as it stood ``over``; its workflow is to begin.

        ``also`` are further writes for the same transaction.

        Raises:
            StaleVersion: the matter has another version now.
            NotInThisState: the matter is elsewhere, or no version may follow there.
            TryAgain: others kept writing.
        """
        return self.move(
            over.matter,
            over.state,
            filing(head),
            filed=head,
            also=lambda _head: (*version_writes(head, content), *also),
        )

    def advance(
        self,
        matter: Matter,
        from_state: MatterState,
        change: MatterChange,
        *,
        also: AlsoWrite = lambda _head: (),
    ) -> MatterHead:
        """Move one version of a matter on, once; one that was moved there already stays.

        For the workflow's steps, which run at least once.

        Raises:
            StaleVersion: the matter has another version now.
            NotInThisState: the matter is elsewhere and has not made this move.
            TryAgain: others kept writing in between.
        """
        try:
            return self.move(matter, from_state, change, also=also)
        except NotInThisState:
            made = any(
                entry.matter == matter and entry.to_state == change.to_state
                for entry in self.audit(matter.kind, matter.matter_id)
            )
            if made:
                return self.get(matter.kind, matter.matter_id)
            raise

    def move(
        self,
        matter: Matter,
        from_state: MatterState,
        change: MatterChange,
        *,
        filed: MatterHead | None = None,
        also: AlsoWrite = lambda _head: (),
    ) -> MatterHead:
        """Move a matter from exactly this state: for what people do, who are told if they can't.

        ``filed`` is the head with the version that this change files; ``also`` gives further
        writes for the same transaction.

        Raises:
            StaleVersion: the matter has another version now.
            NotInThisState: the matter is elsewhere.
            TryAgain: others kept writing in between.
        """
        for _ in range(TRIES):
            head = self.get(matter.kind, matter.matter_id)
            if head.matter != matter:
                raise StaleVersion("the matter has another version now")
            if head.state != from_state:
                raise NotInThisState(f"the matter is {head.state}, not {from_state}")
            try:
                self._items.write((*matter_change(head, change, filed=filed), *also(head)))
            except (WriteRefused, WriteConflict):
                continue
            return self.get(matter.kind, matter.matter_id)
        raise TryAgain("the matter is being changed by others")

    def started(self, matter: Matter) -> None:
        """Take a version off the list of those whose workflow has not begun."""
        self._unlist(matter, "START")

    def decide(self, consent: Consent, *, link: ConsentRequest | None) -> None:
        """Store the consent to a version that waits for it, and move the matter there.

        Raises:
            AlreadyDecided: another answer stands, or the link was used.
            StaleVersion: the matter is not as it was shown.
            TryAgain: others kept writing.
        """

        def attempt() -> tuple[Write, ...]:
            head = self._waiting_head(consent, link)
            used = () if link is None else (use_link(link),)
            put = Put(matter_key(consent.matter, "CONSENT"), consent_item(consent))
            return (*used, *matter_change(head, answered(head, consent)), put)

        settle(self._items, attempt)

    def picked_up(self, matter: Matter) -> None:
        """Take a version's consent, which the workflow has read, off the sweeper's list."""
        self._unlist(matter, "CONSENT")

    def _waiting_head(self, consent: Consent, link: ConsentRequest | None) -> MatterHead:
        """Give the head of a matter that waits for an answer, as it was shown by the link."""
        head = self.get(consent.matter.kind, consent.matter.matter_id)
        if head.matter != consent.matter:
            raise StaleVersion("the matter has another version now")
        if link is not None and head.content_hash != link.content_hash:
            raise StaleVersion("the matter was changed since it was shown")
        if self.consent(consent.matter) is not None:
            raise AlreadyDecided("an answer stands")
        if head.state not in (UNDECIDED if consent.outcome == "withdrawn" else WITH_APPROVER):
            raise AlreadyDecided("the matter is not waiting for an answer")
        if link is not None and self._links.find(link.jti)[0].state != "OPEN":
            raise AlreadyDecided("the link was used")
        return head

    def _unlist(self, matter: Matter, sort: str) -> None:
        key = matter_key(matter, sort)
        if "gsi1pk" in (self._items.get(key) or {}):
            write_through(self._items, (Update(key, remove=("gsi1pk", "gsi1sk")),))
