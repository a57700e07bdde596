"""Stored inputs as bytes: written when a claim is judged, read when it is judged again.

Compressed they are a tenth; nobody reads evidence boxes by eye. Pure.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic_core import from_json

from cofund.models.claim_file import ClaimFile
from cofund.models.judged_inputs import JudgedInputs
from cofund.models.programme import Programme
from cofund.models.terms import FailingRule

SHAPE = 1
LEVEL = 6


def inputs_bytes(file: ClaimFile, *, rules: Iterable[str]) -> bytes:
    """Give what is stored of a claim file and the names of the rules that judge it.

    The same file gives the same bytes.
    """
    inputs = JudgedInputs(rules=tuple(rules), file=file)
    return gzip.compress(inputs.model_dump_json().encode(), LEVEL, mtime=0)


def read_inputs(stored: bytes) -> JudgedInputs:
    """Give stored inputs with the terms that were stored with them.

    Raises:
        ValidationError: this code does not know their shape.
    """
    written = from_json(gzip.decompress(stored))
    effects = written["file"]["programme"]["effects"]
    effects["by_rule"] = _effects_known_today(effects["by_rule"])
    return JudgedInputs.model_validate(written)


def written_file(stored: bytes) -> dict[str, Any]:
    """Give the claim file of stored inputs as it is written, before any model has looked at it."""
    written: dict[str, Any] = from_json(gzip.decompress(stored))
    return written["file"] if written.get("shape") == SHAPE else {}


def file_under(written: Mapping[str, Any], programme: Programme) -> ClaimFile:
    """Give a written claim file under another programme's terms.

    Raises:
        ValidationError: the claim does not fit these terms, or this code not its shape.
    """
    return ClaimFile.model_validate({**written, "programme": programme})


def _effects_known_today(by_rule: dict[str, Any]) -> dict[str, Any]:
    """Give each of today's rules an effect: one that came later is not judged, so any will do."""
    return {rule: by_rule.get(rule, "note") for rule in get_args(FailingRule)}
