"""The three buckets in memory: the contract of S3's, checked by tests/adapters/test_files.py."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from cofund.errors import NotAccepted, NotFound
from cofund.models.claim import MAX_DOCUMENT_BYTES, UploadTicket
from cofund.ports import Area, Clock, StoredFile

LONGEST_TICKET = timedelta(minutes=10)


@dataclass(frozen=True)
class _Kept:
    content: bytes
    stored: StoredFile


class MemoryFiles:
    """Files by area and key, all versions of each; safe under threads."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._files: dict[tuple[Area, str], list[_Kept]] = {}
        self._versions = 0
        self._lock = threading.RLock()

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
        left = expires_at - self._clock()
        if not timedelta(seconds=1) <= left <= LONGEST_TICKET:
            raise ValueError("a ticket lasts between a second and ten minutes")
        answer = {"success_action_redirect": redirect_to} if redirect_to else {}
        return UploadTicket(
            document_id=document_id,
            url="https://quarantine.example/",
            fields={
                "key": key,
                "Content-Type": content_type,
                "x-amz-meta-claim": claim_id,
                "x-amz-meta-document": document_id,
                **(answer or {"success_action_status": "204"}),
            },
            expires_at=expires_at,
        )

    def upload_origin(self) -> str:
        return "https://quarantine.example"

    def arrive(self, ticket: UploadTicket, content: bytes) -> None:
        """Do what a browser does with a ticket."""
        if not 1 <= len(content) <= MAX_DOCUMENT_BYTES:
            raise NotAccepted("the store takes 1 byte to 15 MB")
        if self._clock() >= ticket.expires_at:
            raise NotAccepted("the ticket is over")
        fields = ticket.fields
        self.write("quarantine", fields["key"], content, content_type=fields["Content-Type"])

    def arrived(self, prefix: str, *, limit: int) -> list[StoredFile]:
        with self._lock:
            keys = sorted(
                key for area, key in self._files if area == "quarantine" and key.startswith(prefix)
            )
            return [self._files["quarantine", key][-1].stored for key in keys[:limit]]

    def read(self, area: Area, key: str, *, version: str | None = None, limit: int) -> bytes:
        kept = self._find(area, key, version)
        if len(kept.content) > limit:
            raise NotAccepted("the file is larger than its reader takes")
        return kept.content

    def write(self, area: Area, key: str, content: bytes, *, content_type: str) -> None:
        with self._lock:
            self._versions += 1
            stored = StoredFile(
                key=key,
                version=f"version-{self._versions}",
                size_bytes=len(content),
                content_type=content_type,
                stored_at=self._clock(),
            )
            self._files.setdefault((area, key), []).append(_Kept(content, stored))

    def write_once(self, area: Area, key: str, content: bytes, *, content_type: str) -> bool:
        with self._lock:
            if (area, key) in self._files:
                return False
            self.write(area, key, content, content_type=content_type)
            return True

    def keep(self, key: str, version: str, *, area: Area, to: str) -> None:
        kept = self._find("quarantine", key, version)
        self.write_once(area, to, kept.content, content_type=kept.stored.content_type)

    def delete(self, area: Literal["personal"], prefix: str) -> int:
        if not prefix:
            raise ValueError("files are deleted under a prefix")
        with self._lock:
            gone = [at for at in self._files if at[0] == area and at[1].startswith(prefix)]
            for at in gone:
                del self._files[at]
            return len(gone)

    def keys(self, area: Area) -> list[str]:
        """Give what lies in an area."""
        with self._lock:
            return sorted(key for where, key in self._files if where == area)

    def _find(self, area: Area, key: str, version: str | None) -> _Kept:
        with self._lock:
            versions = self._files.get((area, key), [])
            fitting = [kept for kept in versions if version in (None, kept.stored.version)]
        if not fitting:
            raise NotFound("no such file or version")
        return fitting[-1]
