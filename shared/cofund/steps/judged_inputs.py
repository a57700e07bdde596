"""Stored inputs beside their assessment, in locked storage: written first, and once.

What stands there is what is judged: a twin of a run, or a retry, judges the same inputs.
"""

from __future__ import annotations

from cofund.files.stored_inputs import inputs_bytes, read_inputs
from cofund.models.claim_file import ClaimFile
from cofund.models.judged_inputs import JudgedInputs
from cofund.rules import RULES
from cofund.steps.office import Office

MAX_INPUT_BYTES = 60 * 1024 * 1024
GZIP = "application/gzip"


def inputs_key(assessment_key: str) -> str:
    """Give where the inputs of an assessment lie."""
    return f"{assessment_key.removesuffix('.json')}.inputs.json.gz"


def keep_inputs(assessment_key: str, file: ClaimFile, *, office: Office) -> ClaimFile:
    """Keep what is about to be judged; give what is to be judged, whoever kept it first."""
    content = inputs_bytes(file, rules=(rule.name for rule in RULES))
    key = inputs_key(assessment_key)
    if office.files.write_once("evidence", key, content, content_type=GZIP):
        return read_inputs(content).file
    return find_inputs(assessment_key, office=office).file


def find_inputs(assessment_key: str, *, office: Office) -> JudgedInputs:
    """Give the inputs of an assessment.

    Raises:
        NotFound: none were stored.
        ValidationError: this code does not know their shape.
    """
    key = inputs_key(assessment_key)
    return read_inputs(office.files.read("evidence", key, limit=MAX_INPUT_BYTES))
