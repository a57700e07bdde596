"""Files that people write about claims, read and completed: claim folders and seeds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cofund.calendar import local_day, period_of
from cofund.files.yaml_lines import load_yaml
from cofund.models.claim import Application
from cofund.models.claim_folder import ApplicationWritten, ClaimFolder
from cofund.models.ledger import FundKey
from cofund.models.programme import Programme
from cofund.models.seed import Seed
from cofund.programme import in_force

CLAIM_FILE = "claim.yaml"


def load_claim_folder(folder: Path) -> ClaimFolder:
    """Read the ``claim.yaml`` of a claim's folder.

    Raises:
        InvalidFile: it is missing or has mistakes; each has its line.
    """
    return load_yaml(folder / CLAIM_FILE, ClaimFolder)


def load_seed(path: Path) -> Seed:
    """Read a seed file.

    Raises:
        InvalidFile: it is missing or has mistakes; each has its line.
    """
    return load_yaml(path, Seed)


def complete_application(
    written: ApplicationWritten, *, partner_id: str, programme: str, programmes: Iterable[Programme]
) -> Application:
    """Give the application with its programme's version and the fund that it is paid from.

    The version is the one in force on the day of the approval; the fund that of the activity's
    last day.

    Raises:
        NotFound: no version of the programme was in force on that day.
    """
    known = tuple(programmes)
    zone = next((terms.zone for terms in known if terms.programme == programme), "UTC")
    terms = in_force(known, name=programme, day=local_day(written.approved_at, zone))
    period = period_of(written.activity.last_day, terms.fund.period)
    return Application(
        application_id=written.application_id,
        partner_id=partner_id,
        programme=programme,
        programme_version=terms.version,
        activity=written.activity,
        submitted_at=written.submitted_at,
        approved_at=written.approved_at,
        approved_amount=written.approved_amount,
        fund=FundKey(programme=programme, partner=partner_id, period=period),
    )
