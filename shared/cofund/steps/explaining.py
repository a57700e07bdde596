"""A judgement made again from what was kept: the same, or what differs.

Looks at stored inputs, the stored assessment and the decision only; participants' lists, working
files and newer programmes play no part.
"""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError

from cofund.books.judged_list import judgement_of
from cofund.errors import NotFound, NotUnderstood
from cofund.judgement import assess
from cofund.models.approval import Decision
from cofund.models.assessment import Assessment
from cofund.models.judged_inputs import JudgedInputs
from cofund.models.points import PointsPart
from cofund.models.programme import Programme
from cofund.rules import rules_named
from cofund.steps.claim_points import points_of
from cofund.steps.judged_inputs import find_inputs
from cofund.steps.office import Office
from cofund.steps.storage import MAX_RESULT_BYTES
from cofund.terms.listed import ChangedTerm, changed_terms

MAX_LINES = 200
CONTEXT = 2


@dataclass(frozen=True)
class InstalledTerms:
    """What this installation's file of the same programme version says today."""

    status: Literal["same", "changed", "not_installed"]
    changed: tuple[ChangedTerm, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """One judgement, made again."""

    inputs: JudgedInputs
    anew: Assessment
    difference: tuple[str, ...]
    """Lines of the stored judgement ("-") and of the new one ("+") that differ; none if none do."""
    installed: InstalledTerms
    decision: Decision | None
    points: PointsPart | None = None
    """What points pay by the decision."""

    @property
    def identical(self) -> bool:
        """Say whether the judgement made again is the stored one, byte for byte."""
        return not self.difference


def explain(claim_id: str, *, version: int | None, office: Office) -> Explanation:
    """Judge a version again from its stored inputs; without one, the last that was judged.

    Raises:
        NotFound: there is no such claim, it was not judged, or no inputs were stored with it.
        NotUnderstood: what is stored is of a shape that this code does not know.
    """
    judgement = judgement_of(office.items, claim_id, version)
    stored = office.files.read("evidence", judgement.key, limit=MAX_RESULT_BYTES)
    try:
        inputs = find_inputs(judgement.key, office=office)
        before = Assessment.model_validate_json(stored)
    except ValidationError as error:
        raise NotUnderstood(
            f"stored in a shape unknown here: {error.error_count()} fields"
        ) from None
    decision = office.approvals.decision(claim_id, judgement.version)
    anew = assess(inputs.file, rules_named(inputs.rules))
    return Explanation(
        inputs=inputs,
        anew=anew,
        difference=_difference(before, anew),
        installed=_installed(inputs.file.programme, office=office),
        decision=decision,
        points=points_of(decision, office=office),
    )


def _difference(before: Assessment, anew: Assessment) -> tuple[str, ...]:
    """Compare what today's models make of both: a field added since is the same in both."""
    if before.model_dump_json() == anew.model_dump_json():
        return ()
    lines = difflib.unified_diff(_lines(before), _lines(anew), n=CONTEXT, lineterm="")
    return tuple(lines)[2 : 2 + MAX_LINES]


def _lines(assessment: Assessment) -> list[str]:
    plain = assessment.model_dump(mode="json")
    return json.dumps(plain, ensure_ascii=False, indent=1).splitlines()


def _installed(stored: Programme, *, office: Office) -> InstalledTerms:
    try:
        today = office.programme(stored.programme, stored.version)
    except NotFound:
        return InstalledTerms("not_installed")
    changed = changed_terms(stored, today)
    return InstalledTerms("changed", changed) if changed else InstalledTerms("same")
