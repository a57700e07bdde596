"""Programmes: read from YAML, found by name and day, and what their terms give a partner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from cofund.errors import NotFound
from cofund.models.claim import Level
from cofund.models.programme import Programme
from cofund.models.terms import share_of
from cofund.money import Money
from cofund.yaml_lines import load_yaml
from cofund.yaml_plain import InvalidFile

MAX_PROGRAMMES = 100
PERIODS_A_YEAR = {"month": 12, "quarter": 4, "year": 1}


class ProgrammeError(InvalidFile):
    """A programme's file has mistakes; each has its line and what to write instead."""


def load_programme(path: Path) -> Programme:
    """Read one programme version from its YAML file.

    Raises:
        ProgrammeError: the file cannot be read, or terms are missing or contradict each other.
    """
    try:
        return load_yaml(path, Programme)
    except InvalidFile as error:
        raise ProgrammeError(error.path, error.problems) from None


@lru_cache(maxsize=1)
def shipped_programmes() -> tuple[Programme, ...]:
    """Give every programme version that comes with Cofund."""
    with as_file(files("cofund") / "programs") as folder:
        return load_programmes(folder)


def load_programmes(folder: Path) -> tuple[Programme, ...]:
    """Read every programme version of a folder, by file name.

    Raises:
        ProgrammeError: a file has mistakes.
        ValueError: the folder holds more than ``MAX_PROGRAMMES`` of them.
    """
    paths = sorted(folder.glob("*.yaml"))
    if len(paths) > MAX_PROGRAMMES:
        raise ValueError(f"{len(paths)} programme files; {MAX_PROGRAMMES} is the bound")
    return tuple(load_programme(path) for path in paths)


def in_force(programmes: Iterable[Programme], *, name: str, day: date) -> Programme:
    """Give the version of a programme that was in force on a day of its zone.

    Raises:
        NotFound: no version of that name had come into force by then.
    """
    begun = [p for p in programmes if p.programme == name and p.in_force_from <= day]
    if not begun:
        raise NotFound(f"no version of the programme {name!r} was in force on {day}")
    return max(begun, key=lambda programme: programme.in_force_from)


def pinned(programmes: Iterable[Programme], *, name: str, version: str) -> Programme:
    """Give the very version that an application or assessment names.

    Raises:
        NotFound: there is no such version.
    """
    for programme in programmes:
        if (programme.programme, programme.version) == (name, version):
            return programme
    raise NotFound(f"there is no version {version!r} of the programme {name!r}")


def refund_share(programme: Programme, activity_type: str) -> Decimal:
    """Give the share of the cost, in per cent, that activities of a type are refunded."""
    terms = programme.refund
    pushed = programme.activities[activity_type].key_direction
    return terms.key_direction_share if pushed else terms.share


def annual_fund(programme: Programme, turnover: Money) -> Money:
    """Give a year's fund by last financial year's turnover; below the first band, nothing."""
    reached = [band for band in programme.fund.bands if band.turnover_from <= turnover]
    share = share_of(reached[-1].share if reached else Decimal(0))
    return turnover.times(share, programme.rounding.value)


def period_funds(programme: Programme, year_fund: Money) -> tuple[Money, ...]:
    """Give the year's fund split evenly over its periods; odd minor units go to the first ones."""
    count = PERIODS_A_YEAR[programme.fund.period]
    whole, odd = divmod(year_fund.amount_minor, count)
    amounts = [whole + (1 if position < odd else 0) for position in range(count)]
    return tuple(Money(amount_minor=amount, currency=year_fund.currency) for amount in amounts)


def souvenir_limit(programme: Programme, *, level: Level, year_fund: Money) -> Money:
    """Give what of a year's fund a partner of this level may spend on souvenirs."""
    terms = programme.souvenirs.limits[level]
    return min(year_fund.times(share_of(terms.share), programme.rounding.value), terms.at_most)
