"""An e-invoice's own totals held against each other: what contradicts itself is not exact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cofund.extraction.solver.checks import NET_AND_TAX
from cofund.models.evidence import Read

SUMMED = ("net", "tax", "gross")


def with_sum_check(fields: Mapping[str, Read[Any] | None]) -> dict[str, Read[Any] | None]:
    """Give the fields; where one e-invoice's net and tax don't make its gross, all three wait."""
    net, tax, gross = (fields.get(name) for name in SUMMED)
    if net is None or tax is None or gross is None or not _contradict(net, tax, gross):
        return {**fields}
    return {
        name: _doubted(read) if read is not None and name in SUMMED else read
        for name, read in fields.items()
    }


def _contradict(net: Read[Any], tax: Read[Any], gross: Read[Any]) -> bool:
    """Whether all three are one source's, and contradict each other."""
    three = (net, tax, gross)
    if any(read.source != "xml" for read in three):
        return False
    alike = len({read.value.currency for read in three}) == 1
    return alike and net.value + tax.value != gross.value


def _doubted(read: Read[Any]) -> Read[Any]:
    failed = tuple(dict.fromkeys((*read.failed, NET_AND_TAX)))
    return read.model_copy(update={"failed": failed, "status": "review"})
