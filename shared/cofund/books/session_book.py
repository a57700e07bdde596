"""Sessions of signed-in people: opaque to the browser, kept here under a hash.

``SESSION#{sha256}`` / ``SESSION``: login, form_key, expires_at (TTL, seconds), and for a manager
on_behalf_of, the partner chosen.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from cofund.books.writing import integer, write_through
from cofund.items import Condition, Delete, Key, Put, Update, Value
from cofund.ports import Ids, Items

LIFETIME = timedelta(hours=12)


@dataclass(frozen=True)
class Session:
    """Who is signed in, and the value that their forms must carry."""

    login: str
    form_key: str
    on_behalf_of: str | None = None
    """The partner whose pages a manager has chosen to see."""


class SessionBook:
    """Sessions by the secret in the browser's cookie."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def begin(self, login: str, *, now: datetime, ids: Ids) -> str:
        """Start a session; give the secret for the cookie."""
        secret = ids() + ids()
        attributes: dict[str, Value] = {
            "login": login,
            "form_key": ids(),
            "expires_at": int((now + LIFETIME).timestamp()),
        }
        write_through(self._items, (Put(_key(secret), attributes),))
        return secret

    def find(self, secret: str | None, *, now: datetime) -> Session | None:
        """Give the session behind a cookie, or None where there is none (any more)."""
        item = self._items.get(_key(secret)) if secret else None
        if item is None or integer(item["expires_at"]) <= now.timestamp():
            return None
        chosen = item.get("on_behalf_of")
        return Session(
            login=str(item["login"]),
            form_key=str(item["form_key"]),
            on_behalf_of=str(chosen) if chosen else None,
        )

    def choose(self, secret: str, partner_id: str | None) -> None:
        """Note whose pages a manager wants to see; None for nobody's (any more).

        Raises:
            WriteRefused: the session was ended meanwhile.
        """
        chosen = {} if partner_id is None else {"on_behalf_of": partner_id}
        stands = (Condition("login", "present"),)
        removed = ("on_behalf_of",) if partner_id is None else ()
        update = Update(_key(secret), assign=chosen, remove=removed, conditions=stands)
        write_through(self._items, (update,))

    def end(self, secret: str) -> None:
        """End a session."""
        write_through(self._items, (Delete(_key(secret)),))


def _key(secret: str) -> Key:
    return Key("claims", f"SESSION#{hashlib.sha256(secret.encode()).hexdigest()}", "SESSION")
