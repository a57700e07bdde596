"""The malware scan: GuardDuty's verdict on AWS, a match for the EICAR test file elsewhere.

GuardDuty Malware Protection for S3 scans on its own time and leaves its verdict as a tag on the
object version. Only the scan's own role may write that tag: an upload cannot bring one along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from cofund.aws.files import ABSENT
from cofund.aws.trouble import code_of, named_trouble
from cofund.errors import ScanPending
from cofund.models.claim import MAX_DOCUMENT_BYTES
from cofund.ports import Files, ScanAnswer

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

VERDICT_TAG = "GuardDutyMalwareScanStatus"
VERDICTS: dict[str, ScanAnswer] = {"NO_THREATS_FOUND": "clean", "THREATS_FOUND": "infected"}
"""Every other status (UNSUPPORTED, ACCESS_DENIED, FAILED, …) is no verdict: *failed*."""

# In two halves, so that this very module is not taken for the test virus.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class GuardDutyScanner:
    """Reads the verdict that GuardDuty left on a version."""

    def __init__(self, client: S3Client, *, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def answer(self, key: str, version: str) -> ScanAnswer:
        """Give the verdict; a version that is gone can't be declared clean: *failed*."""
        with named_trouble("the file store"):
            try:
                tagging = self._client.get_object_tagging(
                    Bucket=self._bucket, Key=key, VersionId=version
                )
            except ClientError as error:
                if code_of(error) not in ABSENT:
                    raise
                return "failed"
        status = {tag["Key"]: tag["Value"] for tag in tagging["TagSet"]}.get(VERDICT_TAG)
        if status is None:
            raise ScanPending("the scan has not answered yet")
        return VERDICTS.get(status, "failed")


class EicarScanner:
    """Finds the EICAR test file and nothing else: for the local engine, where no scan runs."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def answer(self, key: str, version: str) -> ScanAnswer:
        """Give *infected* for a file that contains the test virus, else *clean*."""
        content = self._files.read("quarantine", key, version=version, limit=MAX_DOCUMENT_BYTES)
        return "infected" if EICAR in content else "clean"
