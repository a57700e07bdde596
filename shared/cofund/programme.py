"""Programmes: read from YAML, found by name and day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from cofund.calendar import local_day
from cofund.errors import NotFound
from cofund.files.yaml_lines import load_yaml
from cofund.files.yaml_plain import InvalidFile, Problem
from cofund.models.programme import Programme

MAX_PROGRAMMES = 100


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
        ProgrammeError: a file has mistakes, or is the same version as another, or begins on the
            same day, or cannot follow another one: ``_ensure_funds_go_on``.
        ValueError: the folder holds more than ``MAX_PROGRAMMES`` of them.
    """
    paths = sorted(folder.glob("*.yaml"))
    if len(paths) > MAX_PROGRAMMES:
        raise ValueError(f"{len(paths)} programme files; {MAX_PROGRAMMES} is the bound")
    loaded = tuple((path, load_programme(path)) for path in paths)
    for number, (path, programme) in enumerate(loaded):
        for earlier, other in loaded[:number]:
            _ensure_told_apart(path, programme, earlier.name, other)
    for path, programme in loaded:
        before = _version_before(programme, (other for _, other in loaded))
        if before is not None:
            _ensure_funds_go_on(path, programme, before)
    return tuple(programme for _, programme in loaded)


def _ensure_told_apart(path: Path, programme: Programme, earlier: str, other: Programme) -> None:
    """Refuse a version that cannot be told from another: by its name, or by its first day."""
    if programme.programme != other.programme:
        return
    if programme.version == other.version:
        message = f'{earlier} is version "{other.version}", too; write another version'
        raise ProgrammeError(path, (Problem(1, "version", message),))
    if programme.in_force_from == other.in_force_from:
        message = f"{earlier} begins on {other.in_force_from}, too; write another day"
        raise ProgrammeError(path, (Problem(1, "in_force_from", message),))


def _version_before(programme: Programme, others: Iterable[Programme]) -> Programme | None:
    same = (other for other in others if other.programme == programme.programme)
    begun = (other for other in same if other.in_force_from < programme.in_force_from)
    return max(begun, key=lambda other: other.in_force_from, default=None)


def _ensure_funds_go_on(path: Path, programme: Programme, before: Programme) -> None:
    """Refuse a version under which money that stands in funds would be lost or granted twice.

    Funds are in one currency for good; how long they are and live changes with a year only.
    """
    if programme.currency != before.currency:
        message = f"{before.version} is in {before.currency}; give this programme another name"
        raise ProgrammeError(path, (Problem(1, "currency", message),))
    first_of_a_year = (programme.in_force_from.month, programme.in_force_from.day) == (1, 1)
    lives = [(one.fund.period, one.fund.unused) for one in (before, programme)]
    if lives[0] != lives[1] and not first_of_a_year:
        message = f"{before.version} has {lives[0][0]}, {lives[0][1]}; change it on 1 January only"
        raise ProgrammeError(path, (Problem(1, "fund", message),))


def in_force(programmes: Iterable[Programme], *, name: str, day: date) -> Programme:
    """Give the version of a programme that was in force on a day of its zone.

    Raises:
        NotFound: no version of that name had come into force by then.
    """
    begun = [p for p in programmes if p.programme == name and p.in_force_from <= day]
    if not begun:
        raise NotFound(f"no version of the programme {name!r} was in force on {day}")
    return max(begun, key=lambda programme: programme.in_force_from)


def in_force_at(programmes: Iterable[Programme], *, name: str, now: datetime) -> Programme:
    """Give the version of a programme that is in force at a moment, by the clock of its zone.

    Raises:
        NotFound: no version of that name has come into force.
    """
    known = tuple(one for one in programmes if one.programme == name)
    zone = zone_of(known, name=name)
    return in_force(known, name=name, day=local_day(now, zone))


def zone_of(programmes: Iterable[Programme], *, name: str) -> str:
    """Give the time zone of a programme's newest version, whether it is in force or not.

    Raises:
        NotFound: there is no such programme.
    """
    known = [one for one in programmes if one.programme == name]
    if not known:
        raise NotFound(f"there is no programme {name!r}")
    return max(known, key=lambda programme: programme.in_force_from).zone


def pinned(programmes: Iterable[Programme], *, name: str, version: str) -> Programme:
    """Give the very version that an application or assessment names.

    Raises:
        NotFound: there is no such version.
    """
    for programme in programmes:
        if (programme.programme, programme.version) == (name, version):
            return programme
    raise NotFound(f"there is no version {version!r} of the programme {name!r}")
