"""A run over all partners: funds kept as of today, or reminders sent; in batches, and reported.

Its files lie under ``periods/{run}/`` in the personal area::

    manifest.json        the partners in batches, for the Distributed Map: listed once
    run.json             which run it is
    begun/{part}         somebody began with this batch; with ``.again``: somebody else, too
    parts/{part}.json    what came of it, or of one partner of it that was taken alone
    moved.json           for whom something was done or refused, and how much
    report.json          everything, added up

The same run again does what did not go through yet, and nothing else. One partner's refusal, or an
error of ours, is that partner's outcome: the others go on. A batch whose function crashes is done
partner by partner; a partner who makes it crash again is named by the report.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from pydantic import TypeAdapter

from cofund.calendar import local_day
from cofund.errors import NotFound, TooMany
from cofund.items import Key
from cofund.models.base import WHEN_USED, Model
from cofund.models.fund_reports import (
    MOST_PARTNERS,
    BatchOutcome,
    PartnerBatch,
    PartnerOutcome,
    PeriodRun,
    RunKind,
)
from cofund.steps.office import Office

BATCH = 25
JSON = "application/json"
MAX_BYTES = 60 * 1024 * 1024
RUNS = "PERIODS"
"""The partition of ``claims`` that names the runs: ``{day}#{what}``."""

M = TypeVar("M", bound=Model)
MANIFEST: TypeAdapter[tuple[PartnerBatch, ...]] = TypeAdapter(
    tuple[PartnerBatch, ...], config=WHEN_USED
)


def list_partners(what: RunKind, *, office: Office) -> PeriodRun:
    """Write whose turn comes in which batch of today's run; a run that was listed stays as it is.

    Raises:
        TooMany: more than ``MOST_PARTNERS``.
        TryAgain: tables or files are out of reach.
    """
    day = local_day(office.clock(), office.programme_zone)
    run_id = f"{office.programme_name}-{day}-{what}"
    try:
        return run_of(run_id, office=office)
    except NotFound:
        write_once(run_id, "manifest.json", _manifest(office), office=office)
    batches = manifest_of(run_id, office=office)
    run = PeriodRun(
        run_id=run_id,
        what=what,
        day=day,
        began_at=office.clock(),
        partners=sum(len(batch.partners) for batch in batches),
        batches=len(batches),
    )
    write_once(run_id, "run.json", run.model_dump_json().encode(), office=office)
    office.claims.note(Key("claims", RUNS, f"{day}#{what}"), {"run_id": run_id})
    return run_of(run_id, office=office)


def part_of_one(part: str, partner_id: str) -> str:
    """Give the name of the outcome of a partner who is taken alone, after the batch crashed."""
    return f"{part}.{partner_id}"


def run_of(run_id: str, *, office: Office) -> PeriodRun:
    """Give which run it is.

    Raises:
        NotFound: there was none, or it is forgotten.
    """
    return read_model(run_id, "run.json", PeriodRun, office=office)


def manifest_of(run_id: str, *, office: Office) -> tuple[PartnerBatch, ...]:
    """Give the run's partners in batches."""
    return MANIFEST.validate_json(_read(run_id, "manifest.json", office=office))


def outcome_of(run_id: str, part: str, *, office: Office) -> BatchOutcome | None:
    """Give what came of a batch, or of one partner of it, if it was done."""
    try:
        return read_model(run_id, f"parts/{part}.json", BatchOutcome, office=office)
    except NotFound:
        return None


def read_model(run_id: str, name: str, model: type[M], *, office: Office) -> M:
    """Give a file of a run.

    Raises:
        NotFound: there is none.
    """
    return model.model_validate_json(_read(run_id, name, office=office))


def _manifest(office: Office) -> bytes:
    ids = list(islice(office.directory.partner_ids(), MOST_PARTNERS + 1))
    if len(ids) > MOST_PARTNERS:
        raise TooMany(f"more than {MOST_PARTNERS} partners")
    starts = range(0, len(ids), BATCH)
    return MANIFEST.dump_json(
        tuple(
            PartnerBatch(part=f"{number:05d}", partners=tuple(ids[start : start + BATCH]))
            for number, start in enumerate(starts, 1)
        )
    )


def names(outcomes: Iterable[PartnerOutcome]) -> set[str]:
    """Give whose outcomes they are."""
    return {one.partner_id for one in outcomes}


def _read(run_id: str, name: str, *, office: Office) -> bytes:
    return office.files.read("personal", _folder(run_id) + name, limit=MAX_BYTES)


def is_there(run_id: str, name: str, *, office: Office) -> bool:
    """Say whether a run has a file."""
    try:
        _read(run_id, name, office=office)
    except NotFound:
        return False
    return True


def write_once(run_id: str, name: str, content: bytes, *, office: Office) -> bool:
    """Store a file of a run unless one lies there; say whether this call stored it."""
    return office.files.write_once("personal", _folder(run_id) + name, content, content_type=JSON)


def write_model(run_id: str, name: str, content: Model, *, office: Office) -> None:
    """Store a file of a run, or store it anew."""
    written = content.model_dump_json().encode()
    office.files.write("personal", _folder(run_id) + name, written, content_type=JSON)


def _folder(run_id: str) -> str:
    return f"periods/{run_id}/"
