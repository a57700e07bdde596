"""What the workflow of a run over all partners hands to its functions: ids only."""

from cofund.models.base import Identifier, Model
from cofund.models.fund_reports import PartnerBatch, RunKind


class PeriodTask(Model):
    """What a run over all partners is for."""

    what: RunKind


class RunTask(Model):
    """Which run over all partners."""

    run_id: Identifier


class KeepTask(RunTask):
    """Which partners of a run."""

    batch: PartnerBatch
