"""What Cofund needs from the outside, in its own words; every method lists its errors.

The adapters in ``cofund.aws`` implement these; the fakes in ``tests.fakes`` pass the same
contracts. Every method may also raise TryAgain: passing trouble, the workflow retries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

from pydantic import AwareDatetime

from cofund.items import IndexName, Item, Key, Stored, TableName, Write
from cofund.models.base import Model, ShortText

if TYPE_CHECKING:  # every function imports its ports, and few of them what goes through
    from cofund.models.claim import UploadTicket
    from cofund.models.consents import Matter
    from cofund.models.payout import PayoutMessage

Area = Literal["quarantine", "evidence", "personal"]
"""Where a file lies: as it came in, locked for good, or unlocked and deletable."""

ScanAnswer = Literal["clean", "infected", "failed"]


class Items(Protocol):
    """The tables: items found by key, changed together or not at all.

    Reads see every write that returned before them; only ``query_index`` may lag a moment behind.
    """

    def get(self, key: Key) -> Item | None:
        """Give an item's attributes without its key, or None.

        Raises:
            TryAgain: the table is overloaded or out of reach.
        """
        ...

    def query(
        self, table: TableName, pk: str, *, prefix: str = "", limit: int, after: str | None = None
    ) -> tuple[Stored, ...]:
        """Give up to ``limit`` items of a partition by ascending sort key.

        Only sort keys that begin with ``prefix`` count; ``after`` is the last of them on the page
        before. Fewer than ``limit`` items mean that there are no more.

        Raises:
            TryAgain: the table is overloaded or out of reach.
        """
        ...

    def query_newest(
        self, table: TableName, pk: str, *, prefix: str = "", limit: int, before: str | None = None
    ) -> tuple[Stored, ...]:
        """Give up to ``limit`` items of a partition by descending sort key.

        Only sort keys that begin with ``prefix`` count; ``before`` is the last of them on the page
        before.

        Raises:
            TryAgain: the table is overloaded or out of reach.
        """
        ...

    def query_index(
        self,
        index: IndexName,
        pk: str,
        *,
        limit: int,
        first: str = "",
        last: str | None = None,
        after: Stored | None = None,
    ) -> tuple[Stored, ...]:
        """Give up to ``limit`` items of an index partition by ascending order attribute.

        ``first`` and ``last`` bound the order attribute, both included. ``after`` is the last item
        of the page before; among items of the same order attribute their order is stable.

        Raises:
            TryAgain: the table is overloaded or out of reach.
        """
        ...

    def write(self, writes: tuple[Write, ...]) -> None:
        """Carry out 1 to 100 writes on different keys together, or none of them.

        Raises:
            WriteRefused: a condition did not hold; nothing was written.
            WriteConflict: another writer was there at this moment; nothing was written.
            TryAgain: the table is overloaded or out of reach. When the answer was lost on its way
                the writes may have happened: look before you repeat.
            ValueError: no table could carry this out (see ``ensure_writable``).
        """
        ...

    def scan(self, table: TableName) -> Iterator[Stored]:
        """Give every item of a table, page by page, in no promised order: for audits.

        Not one moment's picture: writes that happen meanwhile may or may not be seen.

        Raises:
            TryAgain: the table is overloaded or out of reach.
        """
        ...


class StoredFile(Model):
    """A file as storage has it."""

    key: str
    version: str
    size_bytes: int
    content_type: ShortText
    stored_at: AwareDatetime


class Files(Protocol):
    """Documents and what was read from them."""

    def ticket(
        self,
        key: str,
        *,
        document_id: str,
        claim_id: str,
        content_type: str,
        redirect_to: str | None,
        expires_at: datetime,
    ) -> UploadTicket:
        """Give leave to send one file to quarantine: exact key, exact type, 1 byte to 15 MB."""
        ...

    def arrived(self, prefix: str, *, limit: int) -> list[StoredFile]:
        """Give what lies in quarantine under a prefix, the newest version of each key."""
        ...

    def read(self, area: Area, key: str, *, version: str | None = None, limit: int) -> bytes:
        """Give a file's bytes, at most ``limit``.

        Raises:
            NotFound: no such file or version.
            NotAccepted: the file is larger than ``limit``.
        """
        ...

    def write(self, area: Area, key: str, content: bytes, *, content_type: str) -> None:
        """Store a file; where one lies already at the key, it gets a new version."""
        ...

    def write_once(self, area: Area, key: str, content: bytes, *, content_type: str) -> bool:
        """Store a file unless one lies there; say whether this call stored it."""
        ...

    def keep(self, key: str, version: str, *, area: Area, to: str) -> None:
        """Copy one version of a file out of quarantine; doing it twice changes nothing.

        Raises:
            NotFound: no such file or version.
        """
        ...

    def delete(self, area: Literal["personal"], prefix: str) -> int:
        """Delete all versions of all files under a prefix; give how many files went."""
        ...


class Scanner(Protocol):
    """The malware scan."""

    def answer(self, key: str, version: str) -> ScanAnswer:
        """Give the scan's verdict on one version of a file in quarantine.

        Raises:
            ScanPending: no verdict yet.
        """
        ...


class Mail(Model):
    """One mail to one person, already in their language."""

    to: ShortText
    subject: ShortText
    text: str
    html: str
    purpose: Literal["review", "code", "letter", "notice"]


class Mailer(Protocol):
    """Outgoing mail."""

    def send(self, mail: Mail) -> None:
        """Send a mail; after a crash it may be sent twice.

        Raises:
            NotAccepted: the address is refused for good.
        """
        ...


class Once(Protocol):
    """What is done once however often it is asked for: form posts and mails, never money."""

    def do(self, key: str, action: Callable[[], str]) -> str:
        """Do something and give its answer; asked again within the hour, give that answer only.

        An action that fails was not done, and is done when it is asked for again. One whose
        process died counts as going on for some seconds. Keys hold no personal data.

        Raises:
            TryAgain: it is being done at this moment, or the memory is out of reach.
        """
        ...


class Workflow(Protocol):
    """The claim_review state machine."""

    def start(self, name: str, *, claim_id: str, version: int) -> None:
        """Start the review of a claim version; a name that runs or ran already is no error."""
        ...

    def answer(self, task_token: str) -> bool:
        """Wake the wait behind a token; False where that wait is over already."""
        ...


class ConsentWorkflow(Protocol):
    """The state machines that ask for consent: activity_approval, points_award."""

    def start(self, name: str, matter: Matter) -> None:
        """Ask for consent to a version of a matter; a name that runs or ran is no error."""
        ...

    def answer(self, task_token: str) -> bool:
        """Wake the wait behind a token; False where that wait is over already."""
        ...


class PrecheckWorkflow(Protocol):
    """The claim_precheck state machine."""

    def start(
        self,
        name: str,
        *,
        claim_id: str,
        version: int,
        precheck: int,
        documents: tuple[str, ...],
    ) -> None:
        """Start a pre-check of these documents; a name that runs or ran already is no error."""
        ...


class Macs(Protocol):
    """Message authentication by a key that never leaves its service."""

    def sign(self, message: bytes) -> bytes:
        """Give the MAC of a message."""
        ...

    def verify(self, message: bytes, mac: bytes) -> bool:
        """Say whether the MAC is the message's."""
        ...


class SignIn(Protocol):
    """Passwords; kept by the user pool, never by us."""

    def check(self, login: str, password: str) -> bool:
        """Say whether this is the login's password; unknown logins are just wrong.

        Raises:
            TooMany: the pool has locked the login for a while.
        """
        ...

    def create(self, login: str, password: str) -> None:
        """Create a login, or set its password anew."""
        ...


class Feed(Protocol):
    """The queue to finance."""

    def send(self, message: PayoutMessage, *, group: str) -> None:
        """Put a message on the FIFO feed; the message's id deduplicates."""
        ...


class Metrics(Protocol):
    """Counters that alarms look at."""

    def count(self, name: str, *, step: str) -> None:
        """Count one occurrence."""
        ...


class Clock(Protocol):
    """The time."""

    def __call__(self) -> datetime:
        """Give the time now, aware, UTC."""
        ...


class Ids(Protocol):
    """New ids."""

    def __call__(self) -> str:
        """Give a new random id: unguessable, safe in keys and links."""
        ...
