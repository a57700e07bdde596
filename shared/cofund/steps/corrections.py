"""What corrections of a claim are in force, and its documents as they set them right.

A correction holds for the file it was made on: the next version, or a dispute, that brings the same
file again is judged with it. A file that was sent anew is read anew.
"""

from __future__ import annotations

from cofund.corrections.corrected import corrected, stands_as_before
from cofund.models.claim import Claim
from cofund.models.correction import Correction
from cofund.models.extraction import Extraction
from cofund.money import Money
from cofund.steps.extractions import find_extraction
from cofund.steps.office import Office
from cofund.steps.storage import find_assessment, first_assessment


def corrections_in_force(claim: Claim, *, office: Office) -> tuple[Correction, ...]:
    """Give the corrections of a claim's version, after those of earlier ones to files it kept."""
    found = office.corrections.up_to(claim.claim_id, claim.version)
    earlier = {each.version for each in found} - {claim.version}
    kept = {number: _kept_files(claim, number, office=office) for number in earlier}
    return tuple(
        each
        for each in found
        if each.version == claim.version or each.document_id in kept[each.version]
    )


def as_corrected(
    read: Extraction | None, version: int, corrections: tuple[Correction, ...]
) -> Extraction | None:
    """Give what a document says by its reading and the corrections in force in a version.

    An earlier version's correction holds only where the same was read again.
    """
    if read is None:
        return None
    for correction in corrections:
        if correction.version == version or stands_as_before(read, correction):
            read = corrected(read, (correction,))
    return read


def corrected_extraction(office: Office, claim: Claim, document_id: str) -> Extraction | None:
    """Give what a claim's document says, corrected; None while it isn't read."""
    read = find_extraction(office, claim.claim_id, claim.version, document_id)
    return as_corrected(read, claim.version, corrections_in_force(claim, office=office))


def claimable_before_and_now(
    found: tuple[Correction, ...], *, office: Office
) -> tuple[tuple[Money, Money], ...]:
    """Give what was claimable before any correction and is now, for each version corrected."""
    pairs = []
    for which in sorted({(each.claim_id, each.version) for each in found}):
        newest, first = find_assessment(office, *which), first_assessment(office, *which)
        now = newest or first
        pairs.append((first.waterfall.claimable, now.waterfall.claimable))
    return tuple(pairs)


def _kept_files(claim: Claim, version: int, *, office: Office) -> frozenset[str]:
    """Give the ids of those documents whose very file an earlier version had."""
    before = office.claims.version(claim.claim_id, version)
    files = {document.document_id: document.storage_version for document in before.documents}
    return frozenset(
        document.document_id
        for document in claim.documents
        if files.get(document.document_id) == document.storage_version
    )
