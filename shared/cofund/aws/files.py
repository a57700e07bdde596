"""Documents in three S3 buckets: quarantine, evidence (locked for good) and personal.

A file comes into quarantine by a pre-signed POST whose policy names everything exactly: key, type,
claim, document, and 1 byte to 15 MB. All buckets keep versions; a claim stands on one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from botocore.exceptions import ClientError

from cofund.aws.trouble import PASSING_TROUBLE, code_of, named_trouble
from cofund.errors import NotAccepted, NotFound, TryAgain
from cofund.models.claim import MAX_DOCUMENT_BYTES, UploadTicket
from cofund.ports import Area, Clock, StoredFile

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

LONGEST_TICKET = timedelta(minutes=10)
MOST_LISTED = 1_000
"""What S3 gives in one answer."""

ABSENT = frozenset({"404", "NoSuchKey", "NoSuchVersion", "MethodNotAllowed"})
"""No such file or version; the last is S3's answer where a delete marker stands."""


class S3Files:
    """The three buckets, by the names that the installation gave them."""

    def __init__(self, client: S3Client, *, buckets: Mapping[Area, str], clock: Clock) -> None:
        self._client = client
        self._buckets = buckets
        self._clock = clock

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
        """Give leave to send one file to quarantine; signed here, without a call.

        Raises:
            ValueError: the leave would have ended already, or last longer than ten minutes.
        """
        fields = {
            "Content-Type": content_type,
            "x-amz-meta-claim": claim_id,
            "x-amz-meta-document": document_id,
            **_answer_to_the_browser(redirect_to),
        }
        signed = self._client.generate_presigned_post(
            self._buckets["quarantine"],
            key,
            Fields=dict(fields),
            Conditions=[
                *({name: text} for name, text in fields.items()),
                ["content-length-range", 1, MAX_DOCUMENT_BYTES],
            ],
            ExpiresIn=_seconds_until(expires_at, now=self._clock()),
        )
        return UploadTicket(
            document_id=document_id,
            url=signed["url"],
            fields=signed["fields"],
            expires_at=expires_at,
        )

    def upload_origin(self) -> str:
        """Give the origin that tickets lead to, for the pages' content security policy."""
        signed = self._client.generate_presigned_post(self._buckets["quarantine"], "origin")
        address = urlsplit(signed["url"])
        return f"{address.scheme}://{address.netloc}"

    def arrived(self, prefix: str, *, limit: int) -> list[StoredFile]:
        """Give what lies in quarantine under a prefix: one listing, one look at each key.

        Looking at keys, not listing versions, bounds the work however often a ticket was used.
        """
        if not 1 <= limit <= MOST_LISTED:
            raise ValueError(f"a listing has 1 to {MOST_LISTED} files")
        with named_trouble("the file store"):
            listed = self._client.list_objects_v2(
                Bucket=self._buckets["quarantine"], Prefix=prefix, MaxKeys=limit
            )
        found = (self._newest(entry["Key"]) for entry in listed.get("Contents", []))
        return [file for file in found if file is not None]

    def read(self, area: Area, key: str, *, version: str | None = None, limit: int) -> bytes:
        """Give a file's bytes, at most ``limit``."""
        content, _content_type = self._read(area, key, version=version, limit=limit)
        return content

    def write(self, area: Area, key: str, content: bytes, *, content_type: str) -> None:
        """Store a file; where one lies already at the key, it gets a new version."""
        with named_trouble("the file store"):
            self._client.put_object(
                Bucket=self._buckets[area], Key=key, Body=content, ContentType=content_type
            )

    def write_once(self, area: Area, key: str, content: bytes, *, content_type: str) -> bool:
        """Store a file unless one lies there.

        False may also mean that this very call stored it and its first answer was lost.
        """
        with named_trouble("the file store"):
            try:
                self._client.put_object(
                    Bucket=self._buckets[area],
                    Key=key,
                    Body=content,
                    ContentType=content_type,
                    IfNoneMatch="*",
                )
            except ClientError as error:
                if code_of(error) != "PreconditionFailed":
                    raise
                return False
        return True

    def keep(self, key: str, version: str, *, area: Area, to: str) -> None:
        """Store one version's bytes and type anew, once; metadata and tags stay behind."""
        content, content_type = self._read(
            "quarantine", key, version=version, limit=MAX_DOCUMENT_BYTES
        )
        self.write_once(area, to, content, content_type=content_type)

    def delete(self, area: Literal["personal"], prefix: str) -> int:
        """Delete all versions of all files under a prefix; give how many files went.

        Raises:
            ValueError: the prefix is empty; that would be everybody's.
        """
        if not prefix:
            raise ValueError("files are deleted under a prefix")
        gone: set[str] = set()
        for versions in self._versions(self._buckets[area], prefix):
            self._delete_versions(self._buckets[area], versions)
            gone |= {version["Key"] for version in versions}
        return len(gone)

    def _newest(self, key: str) -> StoredFile | None:
        bucket = self._buckets["quarantine"]
        with named_trouble("the file store"):
            try:
                head = self._client.head_object(Bucket=bucket, Key=key)
            except ClientError as error:
                if code_of(error) not in ABSENT:
                    raise
                return None
        return StoredFile(
            key=key,
            version=head["VersionId"],
            size_bytes=head["ContentLength"],
            content_type=head["ContentType"],
            stored_at=head["LastModified"],
        )

    def _read(self, area: Area, key: str, *, version: str | None, limit: int) -> tuple[bytes, str]:
        wanted: Any = {"VersionId": version} if version is not None else {}
        with named_trouble("the file store"):
            try:
                answer = self._client.get_object(Bucket=self._buckets[area], Key=key, **wanted)
            except ClientError as error:
                if code_of(error) not in ABSENT:
                    raise
                raise NotFound("no such file or version") from error
            if answer["ContentLength"] > limit:
                answer["Body"].close()
                raise NotAccepted("the file is larger than its reader takes")
            return answer["Body"].read(), answer["ContentType"]

    def _versions(self, bucket: str, prefix: str) -> Iterator[list[Any]]:
        """Give the versions and delete markers under a prefix, a page at a time."""
        pages = self._client.get_paginator("list_object_versions")
        with named_trouble("the file store"):
            for page in pages.paginate(Bucket=bucket, Prefix=prefix):
                found: list[Any] = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
                if found:
                    yield found

    def _delete_versions(self, bucket: str, versions: list[Any]) -> None:
        named: Any = [{"Key": v["Key"], "VersionId": v["VersionId"]} for v in versions]
        with named_trouble("the file store"):
            answer = self._client.delete_objects(
                Bucket=bucket, Delete={"Objects": named, "Quiet": True}
            )
        codes = {error.get("Code", "") for error in answer.get("Errors", [])}
        if codes and codes <= PASSING_TROUBLE:
            raise TryAgain("the file store deleted only a part")
        if codes:
            raise RuntimeError(f"files could not be deleted: {', '.join(sorted(codes))}")


def _answer_to_the_browser(redirect_to: str | None) -> dict[str, str]:
    """Give the field that says what a browser is answered: another page, or nothing at all."""
    if redirect_to is None:
        return {"success_action_status": "204"}
    return {"success_action_redirect": redirect_to}


def _seconds_until(expires_at: datetime, *, now: datetime) -> int:
    left = expires_at - now
    if not timedelta(seconds=1) <= left <= LONGEST_TICKET:
        raise ValueError("a ticket lasts between a second and ten minutes")
    return int(left.total_seconds())
