"""Passwords in memory; checked by tests/adapters/test_sign_in.py."""

from __future__ import annotations

import threading
from collections import Counter

from cofund.errors import NotAccepted, TooMany

SHORTEST_PASSWORD = 12


class MemorySignIn:
    """Logins with their passwords; locks a login at the tenth wrong one."""

    def __init__(self, *, most_wrong: int = 10) -> None:
        self._passwords: dict[str, str] = {}
        self._wrong: Counter[str] = Counter()
        self._most_wrong = most_wrong
        self._lock = threading.Lock()

    def check(self, login: str, password: str) -> bool:
        with self._lock:
            if self._wrong[login] >= self._most_wrong:
                raise TooMany("too many tries to sign in")
            right = self._passwords.get(login) == password
            self._wrong[login] = 0 if right else self._wrong[login] + 1
            return right

    def create(self, login: str, password: str) -> None:
        if len(password) < SHORTEST_PASSWORD:
            raise NotAccepted("the password is too weak for the user pool")
        with self._lock:
            self._passwords[login] = password
