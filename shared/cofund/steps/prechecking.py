"""A draft judged before it is sent: by the same reading and rules, and nothing is remembered.

The claim stays a draft: no money is held, no use of a file or an invoice is noted, and nothing goes
to the locked area. It is noted who had which draft checked when.
"""

from __future__ import annotations

from typing import Literal

from cofund.errors import NotFound, NotInThisState
from cofund.models.assessment import Assessment
from cofund.models.claim import Claim
from cofund.models.precheck import Precheck
from cofund.steps.claiming import draft_as_submitted
from cofund.steps.filing import Filer
from cofund.steps.office import Office
from cofund.steps.storage import JSON, MAX_RESULT_BYTES, precheck_prefix


def precheck(claim: Claim, filer: Filer, *, office: Office) -> Precheck:
    """Begin a pre-check of a draft as it stands now; while one runs, that one is driven on.

    Raises:
        NotAccepted: not one document has arrived, or they are too large together.
        NotInThisState: the claim is no draft any more.
        TooMany: the version has had all the pre-checks it may have.
        TryAgain: others keep writing at this claim, or the workflow is out of reach.
    """
    if claim.state != "draft":
        raise NotInThisState("the claim is no draft any more")
    draft = draft_as_submitted(claim, filer, office=office)
    begun = office.prechecks.begin(draft, by=filer.login, now=office.clock())
    office.precheck_workflow.start(
        f"{claim.claim_id}-v{claim.version}-p{begun.number}",
        claim_id=claim.claim_id,
        version=claim.version,
        precheck=begun.number,
        documents=tuple(document.document_id for document in begun.claim.documents),
    )
    return begun


def check_draft(
    claim_id: str, version: int, number: int, *, office: Office
) -> Literal["return", "review"]:
    """Judge a draft as it stood when its pre-check began; a retry judges it anew."""
    from cofund.steps.judging import judge_draft  # all rules, which the pages do without

    begun = office.prechecks.get(claim_id, version, number)
    assessment = judge_draft(begun.claim, number, office=office)
    content = assessment.model_dump_json().encode()
    key = _assessment_key(claim_id, version, number)
    office.files.write("personal", key, content, content_type=JSON)
    office.prechecks.end(claim_id, version, number, "done")
    return assessment.outcome


def give_up_precheck(claim_id: str, version: int, number: int, *, office: Office) -> None:
    """End a pre-check after an error of ours: an alarm rings, the partner may still submit."""
    office.metrics.count("PrecheckFailed", step="check_draft")
    office.prechecks.end(claim_id, version, number, "failed")


def precheck_answer(begun: Precheck, *, office: Office) -> Assessment | None:
    """Give how a draft was judged; None while it isn't, or where that is forgotten."""
    claim = begun.claim
    if begun.state != "done":
        return None
    key = _assessment_key(claim.claim_id, claim.version, begun.number)
    try:
        stored = office.files.read("personal", key, limit=MAX_RESULT_BYTES)
    except NotFound:
        return None
    return Assessment.model_validate_json(stored)


def _assessment_key(claim_id: str, version: int, number: int) -> str:
    return f"{precheck_prefix(claim_id, version)}{number:02d}/assessment.json"
