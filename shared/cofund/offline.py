"""A claim's folder judged without any cloud: the same reading and the same rules as the workflow.

``cofund check CLAIM_DIR`` prints what this gives.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from pydantic import ValidationError

from cofund.extraction import read_file
from cofund.files.written import CLAIM_FILE, complete_application, load_claim_folder
from cofund.files.yaml_plain import MAX_PROBLEMS, InvalidFile, Problem
from cofund.guests.facts import participant_facts, without_people
from cofund.judgement import assess
from cofund.models.assessment import Assessment, BalanceFacts
from cofund.models.claim import MAX_DOCUMENT_BYTES, Application, Claim, ClaimRequest, Document
from cofund.models.claim_file import ClaimFile
from cofund.models.claim_folder import ClaimFolder, DocumentWritten
from cofund.models.extraction import Extraction
from cofund.models.kinds import DocumentKind
from cofund.models.programme import Programme
from cofund.money import Money
from cofund.programme import pinned, shipped_programmes

ExitCode = Literal[0, 1]
Progress = Callable[[str], None]

READ_AT_ONCE = 2
"""Documents read side by side; each may take up to the reader's bound of memory."""


class Reader(Protocol):
    """Gives what a file means; ``cofund.extraction.read_file`` does."""

    def __call__(
        self, document: Path, *, document_id: str, declared: DocumentKind | None
    ) -> Extraction:
        """Read one file; one that cannot be read is an ``Unreadable``, never an exception."""
        ...


@dataclass(frozen=True)
class FolderCheck:
    """A judged folder."""

    folder: ClaimFolder
    file: ClaimFile
    assessment: Assessment

    @property
    def exit_code(self) -> ExitCode:
        """Give 0 where the claim is payable as claimed: nothing failing, unclear or taken off."""
        open_ = any(finding.verdict != "pass" for finding in self.assessment.findings)
        as_claimed = self.assessment.waterfall.claimable == self.folder.claim.claimed
        return 0 if as_claimed and not open_ else 1


def check_folder(
    path: Path,
    *,
    programmes: tuple[Programme, ...] | None = None,
    reader: Reader = read_file,
    progress: Progress = lambda _file: None,
) -> FolderCheck:
    """Read and judge the claim in a folder, as if now were the moment when it was submitted.

    ``progress`` is told each file's name once it is read, in order.

    Raises:
        InvalidFile: ``claim.yaml`` is missing or has mistakes, or a document is not there.
        NotFound: no version of the programme was in force when the application was approved.
    """
    folder = load_claim_folder(path)
    known = shipped_programmes() if programmes is None else programmes
    application = complete_application(
        folder.application,
        partner_id=folder.partner.partner_id,
        programme=folder.partner.programme,
        programmes=known,
    )
    terms = pinned(known, name=application.programme, version=application.programme_version)
    documents = tuple(_documents(path, folder))
    extractions = _read_all(path, documents, reader=reader, progress=progress)
    file = _claim_file(path, folder, documents, extractions, application, terms)
    return FolderCheck(folder, file, assess(file))


def _read_all(
    path: Path, documents: tuple[Document, ...], *, reader: Reader, progress: Progress
) -> dict[str, Extraction]:
    """Read the documents, a few at a time: each is read in a process of its own."""
    import rapidfuzz.fuzz  # noqa: F401 - two threads that import it at once meet it half made

    def read(document: Document) -> Extraction:
        file = path / document.file_name
        return reader(file, document_id=document.document_id, declared=document.declared_kind)

    extractions = {}
    with ThreadPoolExecutor(max_workers=READ_AT_ONCE) as threads:
        for document, extraction in zip(documents, threads.map(read, documents), strict=True):
            extractions[document.document_id] = extraction
            progress(document.file_name)
    return extractions


def _claim_file(
    path: Path,
    folder: ClaimFolder,
    documents: tuple[Document, ...],
    extractions: dict[str, Extraction],
    application: Application,
    programme: Programme,
) -> ClaimFile:
    try:
        return ClaimFile(
            claim=_claim(folder, documents),
            partner=folder.partner,
            application=application,
            programme=programme,
            extractions=without_people(documents, extractions),
            participants=participant_facts(documents, extractions, partner=folder.partner),
            balances=_balances(folder, application),
            earlier_uses=folder.history.uses,
            rates=folder.rates,
            assessed_at=folder.claim.submitted_at,
        )
    except ValidationError as error:
        wrong = tuple(
            Problem(1, "", details["msg"].removeprefix("Value error, "))
            for details in error.errors()[:MAX_PROBLEMS]
        )
        raise InvalidFile(path / CLAIM_FILE, wrong) from None


def _documents(path: Path, folder: ClaimFolder) -> Iterator[Document]:
    for position, written in enumerate(folder.documents, start=1):
        yield _document(path, written, document_id=f"d{position}")


def _document(path: Path, written: DocumentWritten, *, document_id: str) -> Document:
    file = path / written.file
    if not file.is_file():
        missing = f'there is no file "{written.file}" in the folder'
        raise InvalidFile(path / CLAIM_FILE, (Problem(1, "documents", missing),))
    size = file.stat().st_size
    return Document(
        document_id=document_id,
        declared_kind=written.kind,
        file_name=written.file,
        content_type="application/octet-stream",
        size_bytes=min(size, MAX_DOCUMENT_BYTES),
        storage_key=written.file,
        storage_version="1",
        sha256=_sha256(file),
    )


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _claim(folder: ClaimFolder, documents: tuple[Document, ...]) -> Claim:
    written = folder.claim
    zero = Money.zero(written.claimed.currency)
    return Claim(
        claim_id=written.claim_id,
        version=written.version,
        partner_id=folder.partner.partner_id,
        application_id=folder.application.application_id,
        request=ClaimRequest(
            application_id=folder.application.application_id,
            claimed=written.claimed,
            sponsor_money=written.sponsor_money or zero,
            participant_count=written.participant_count,
            manufacturers=written.manufacturers,
            payout_form=written.payout_form,
        ),
        state="reading",
        revision=0,
        opened_at=written.submitted_at,
        opened_by=folder.partner.partner_id,
        edited_by=folder.partner.partner_id,
        submitted_at=written.submitted_at,
        first_submitted_at=written.first_submitted_at or written.submitted_at,
        returned_at=written.returned_at,
        documents=documents,
    )


def _balances(folder: ClaimFolder, application: Application) -> BalanceFacts:
    written = folder.balances
    return BalanceFacts(
        fund=application.fund,
        available=written.available,
        reserved_for_activity=written.reserved_for_activity,
        fund_open=written.fund_open,
        souvenir_available=written.souvenir_available,
        claimed_in_month=written.claimed_in_month,
        claimed_in_year=written.claimed_in_year,
        paid_for_activity=written.paid_for_activity,
    )
