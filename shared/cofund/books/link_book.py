"""Links to reviewers and approvers: issued, counted, used up, and the workflow's wait behind them.

======================  ======================  ====================================================
pk                      sk                      attributes
======================  ======================  ====================================================
``LINK#{jti}``          ``LINK``                request (JSON), state, posts, code_mac, code_tries …
``CLM#{claim}``         ``TASK#{version}``      task_token: the workflow's wait; never leaves here
``CLM#{claim}``         ``LINKED#{version}``    jti of the link that is open now
======================  ======================  ====================================================

What a matter's link and wait are stands beside the matter's head (``APP#…``, ``AWD#…``) likewise.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from cofund.approval import CODE_LIFETIME, CODE_TRIES, MAX_POSTS
from cofund.books.matter_moves import matter_key
from cofund.books.writing import write_through
from cofund.errors import NotFound, TooMany, TryAgain
from cofund.items import Check, Condition, Item, Key, Put, Update, Value, Write, WriteRefused
from cofund.models.approval import ApprovalRequest, LinkRequest
from cofund.models.consents import ConsentRequest, Matter
from cofund.ports import Items

SAME_REQUEST = timedelta(hours=1)
"""Within it the same question to the same person is a retry: the open link is asked by again."""

IS_OPEN = Condition("state", "=", "OPEN")


R = TypeVar("R", bound=LinkRequest)


class Links(ABC, Generic[R]):
    """Who was asked by which link, and what the link still allows."""

    def __init__(self, items: Items, model: type[R]) -> None:
        self._items = items
        self._model = model

    @abstractmethod
    def _beside(self, request: R, sort: str) -> Key:
        """Give where ``TASK`` or ``LINKED`` of what a link asks about stands."""

    def issue(self, request: R, *, task_token: str) -> R:
        """Open a link for a version and remember the wait behind it; the link before is revoked.

        Give the link that is open now: the one before, where a retry asks the same person again.

        Raises:
            TryAgain: another link was issued at the same moment.
        """
        before = self._open_link(request)
        retried = before is not None and _is_retry(request, before)
        wait = Update(self._beside(request, "TASK"), assign={"task_token": task_token})
        writes = self._keeping(before) if before and retried else self._opening(request, before)
        try:
            write_through(self._items, (*writes, wait))
        except WriteRefused as refused:
            raise TryAgain("another link was issued at this moment") from refused
        return before if before and retried else request

    def find(self, jti: str) -> tuple[R, Item]:
        """Give a link as issued, with its state now, and its raw item.

        Raises:
            NotFound: never issued.
        """
        item = self.item(jti)
        return self._request_of(item), item

    def item(self, jti: str) -> Item:
        """Give what is counted of a link, whatever it asks about.

        Raises:
            NotFound: never issued.
        """
        item = self._items.get(link_key(jti))
        if item is None:
            raise NotFound("no such link")
        return item

    def count_post(self, jti: str) -> None:
        """Count one POST on a link.

        Raises:
            TooMany: the link has had all its POSTs.
        """
        self._count(jti, "posts", MAX_POSTS)

    def count_code_try(self, jti: str) -> None:
        """Count one try at a link's code.

        Raises:
            TooMany: the code has had all its tries.
        """
        self._count(jti, "code_tries", CODE_TRIES)

    def set_code(self, jti: str, mac: str, *, now: datetime) -> datetime:
        """Give a link a new code, with new tries; the one before no longer works.

        Give until when the new one works.
        """
        expires_at = now + CODE_LIFETIME
        expires = int(expires_at.timestamp())
        assign: dict[str, Value] = {"code_mac": mac, "code_tries": 0, "code_expires": expires}
        write_through(self._items, (Update(link_key(jti), assign=assign),))
        return expires_at

    def _open_link(self, request: R) -> R | None:
        linked = self._items.get(self._beside(request, "LINKED"))
        return None if linked is None else self.find(str(linked["jti"]))[0]

    def _keeping(self, before: R) -> tuple[Write, ...]:
        return (Check(link_key(before.jti), (IS_OPEN,)),)

    def _opening(self, request: R, before: R | None) -> tuple[Write, ...]:
        opened = Put(link_key(request.jti), _link_attributes(request))
        linked = self._beside(request, "LINKED")
        if before is None:
            return (opened, Put(linked, {"jti": request.jti}))
        standing = Condition("jti", "=", before.jti)
        relinked = Update(linked, assign={"jti": request.jti}, conditions=(standing,))
        if before.state != "OPEN":
            return (opened, relinked)
        revoked = Update(link_key(before.jti), assign={"state": "REVOKED"}, conditions=(IS_OPEN,))
        return (opened, relinked, revoked)

    def _count(self, jti: str, attribute: str, most: int) -> None:
        bound = Condition(attribute, "<", most)
        counted = Update(link_key(jti), add={attribute: 1}, conditions=(bound,))
        try:
            write_through(self._items, (counted,))
        except WriteRefused as refused:
            raise TooMany("no tries are left") from refused

    def _wait(self, key: Key) -> str | None:
        item = self._items.get(key)
        return str(item["task_token"]) if item else None

    def _request_of(self, item: Item) -> R:
        request = self._model.model_validate_json(str(item["request"]))
        return request.model_copy(update={"state": item["state"], "posts": item["posts"]})


class LinkBook(Links[ApprovalRequest]):
    """Reviewers' links to claims."""

    def __init__(self, items: Items) -> None:
        super().__init__(items, ApprovalRequest)

    def wait(self, claim_id: str, version: int, *, task_token: str) -> None:
        """Remember the workflow's wait for somebody who needs no link."""
        wait = Update(_claims_key(claim_id, version, "TASK"), assign={"task_token": task_token})
        write_through(self._items, (wait,))

    def task_token(self, claim_id: str, version: int) -> str | None:
        """Give the token of the wait that is open now, or was last."""
        return self._wait(_claims_key(claim_id, version, "TASK"))

    def _beside(self, request: ApprovalRequest, sort: str) -> Key:
        return _claims_key(request.claim_id, request.version, sort)


class ConsentLinkBook(Links[ConsentRequest]):
    """Approvers' links to matters that wait for consent."""

    def __init__(self, items: Items) -> None:
        super().__init__(items, ConsentRequest)

    def task_token(self, matter: Matter) -> str | None:
        """Give the token of the wait that is open now, or was last."""
        return self._wait(matter_key(matter, "TASK"))

    def _beside(self, request: ConsentRequest, sort: str) -> Key:
        return matter_key(request.matter, sort)


def link_key(jti: str) -> Key:
    """Give where a link stands."""
    return Key("claims", f"LINK#{jti}", "LINK")


def use_link(link: LinkRequest) -> Update:
    """Give the write that uses a link up, if it is open."""
    return Update(link_key(link.jti), assign={"state": "USED"}, conditions=(IS_OPEN,))


def move_link(link: ApprovalRequest) -> Update:
    """Give the write that lets an open link go on with a claim that was edited by it."""
    moved: dict[str, Value] = {"request": link.model_dump_json()}
    return Update(link_key(link.jti), assign=moved, conditions=(IS_OPEN,))


def _is_retry(request: LinkRequest, before: LinkRequest) -> bool:
    asks_the_same = all(
        getattr(request, name) == getattr(before, name)
        for name in ("reviewer", "stage", "content_hash", "on_behalf_of")
    )
    recent = request.issued_at - before.issued_at < SAME_REQUEST
    return before.state == "OPEN" and asks_the_same and recent


def _claims_key(claim_id: str, version: int, sort: str) -> Key:
    return Key("claims", f"CLM#{claim_id}", f"{sort}#{version:04d}")


def _link_attributes(request: LinkRequest) -> dict[str, Value]:
    return {
        "request": request.model_dump_json(),
        "state": "OPEN",
        "posts": 0,
        "code_tries": 0,
        "expires_at": int(request.expires_at.timestamp()) + 90 * 24 * 3600,
    }
