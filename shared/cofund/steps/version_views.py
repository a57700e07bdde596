"""What changed since the version before, for the pages of whoever looks at a claim again."""

from __future__ import annotations

from cofund.models.assessment import Assessment
from cofund.models.changes import Changes
from cofund.models.claim import Claim
from cofund.steps.office import Office
from cofund.steps.storage import find_assessment, with_hashes
from cofund.version_changes import version_changes


def changes_since_before(claim: Claim, assessment: Assessment, *, office: Office) -> Changes | None:
    """Give what is new in a submitted version; None for the first, or where it stands alone."""
    if assessment.version < 2:
        return None
    number = assessment.version - 1
    judged_before = find_assessment(office, claim.claim_id, number)
    if judged_before is None:
        return None
    before = office.claims.version(claim.claim_id, number)
    after = office.claims.version(claim.claim_id, assessment.version)
    return version_changes(
        with_hashes(before, office=office),
        judged_before,
        with_hashes(after, office=office),
        assessment,
    )
