"""The directory a state is kept in: `state.json`, and each file's contents under `objects/`.

Both are written beside and then moved into place, so that a crash leaves the last whole state.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import os
from pathlib import Path
from typing import IO, Any

from infra.local.errors import StateInUse, StateNotUnderstood

FORMAT = 1


_BYTES = "bytes in base64"


class StateDirectory:
    """One directory, held by one engine."""

    def __init__(self, path: Path) -> None:
        """Take the directory.

        Raises:
            StateInUse: another engine holds it.
        """
        path.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._objects = path / "objects"
        self._objects.mkdir(exist_ok=True)
        self._lock = self._held(path / "lock")
        self._written = ""

    def load(self) -> dict[str, Any] | None:
        """The state that was kept last; `None` if there is none.

        Raises:
            StateNotUnderstood: it was written by another version, or is damaged.
        """
        file = self._path / "state.json"
        if not file.exists():
            return None
        try:
            text = file.read_text(encoding="utf-8")
            state: dict[str, Any] = json.loads(text, object_hook=_bytes_from_text)
        except ValueError as error:
            raise StateNotUnderstood(f"{file} is damaged. Move it away to start anew.") from error
        if state.get("format") != FORMAT:
            raise StateNotUnderstood(
                f"{file} was written by another version of the engine. Move it away to start anew."
            )
        return state

    def save(self, state: dict[str, Any]) -> None:
        """Keep the state in the place of the last one."""
        whole = {"format": FORMAT, **state}
        text = json.dumps(whole, ensure_ascii=False, sort_keys=True, default=_bytes_to_text)
        if text != self._written:
            self._replace(self._path / "state.json", text.encode())
            self._written = text

    def put_contents(self, contents: bytes) -> str:
        """Keep a file's contents; the name to get them back by."""
        name = hashlib.sha256(contents).hexdigest()
        file = self._objects / name
        if not file.exists():
            self._replace(file, contents)
        return name

    def contents(self, name: str) -> bytes:
        """The contents kept under this name."""
        return (self._objects / name).read_bytes()

    def forget_contents_but(self, names: set[str]) -> None:
        """Remove the contents that no file has any more."""
        for file in self._objects.iterdir():
            if file.name not in names:
                file.unlink()

    def close(self) -> None:
        """Let others have the directory."""
        self._lock.close()

    @staticmethod
    def _replace(file: Path, contents: bytes) -> None:
        beside = file.with_suffix(".new")
        with beside.open("wb") as output:
            output.write(contents)
            output.flush()
            os.fsync(output.fileno())
        beside.replace(file)

    @staticmethod
    def _held(file: Path) -> IO[str]:
        lock = file.open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.close()
            raise StateInUse(
                f"Another engine keeps its state in {file.parent}. Stop it, or name another "
                "directory."
            ) from error
        return lock


def _bytes_to_text(value: Any) -> dict[str, str]:
    if not isinstance(value, bytes):
        raise TypeError(f"{type(value).__name__} cannot be kept")
    return {_BYTES: base64.b64encode(value).decode()}


def _bytes_from_text(fields: dict[str, Any]) -> Any:
    return base64.b64decode(fields[_BYTES]) if fields.keys() == {_BYTES} else fields
