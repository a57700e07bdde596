"""`cofund programme replay`: what a rule change would have cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.progress import track

from cofund.cli.installation import find_office
from cofund.cli.output import AsJson, Language, cannot_run, errors, said_plainly
from cofund.cli.replay_shown import print_replay, print_replay_json, replay_sheets
from cofund.cli.replay_workflow import replay_by_workflow
from cofund.cli.words import said
from cofund.cli.workbook import write_workbook
from cofund.models.claim import Locale
from cofund.models.programme import Programme
from cofund.models.replay import Replayed
from cofund.programme import ProgrammeError, load_programme
from cofund.replays.pool import replay_in_processes
from cofund.replays.replay import MAX_MONTHS, months_between, replay_batch
from cofund.replays.totals import largest_first, summarise
from cofund.steps.office import Office
from cofund.steps.replaying import BATCH, judged_claims, past_claim

FETCHED_AT_ONCE = 16
WORTH_PROCESSES = 4 * BATCH
"""Below that many claims starting processes takes longer than judging."""
MONTHS = ["%Y-%m"]
Place = Literal["here", "workflow"]


def replay(
    programme: Annotated[Path, typer.Option("--programme", help="The new version's file.")],
    first: Annotated[datetime, typer.Option("--from", formats=MONTHS, help="The first month.")],
    last: Annotated[datetime, typer.Option("--to", formats=MONTHS, help="The last month.")],
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", help="Write all tables to this file, too.")
    ] = None,
    run: Annotated[
        Place, typer.Option("--run", help="On this machine, or by the installation's workflow.")
    ] = "here",
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Judge past claims by another programme: who would get how much more or less, and why.

    Takes the last judgement of each claim whose activity ended in these months, each claim alone
    and at the balance that was recorded then. Nothing is changed.
    """
    terms = _terms(programme)
    months = _months(first, last)
    office = find_office()
    with said_plainly():
        judge = replay_by_workflow if run == "workflow" else _replay_here
        replayed = sorted(judge(months, terms, language, office=office), key=largest_first)
    summary = summarise(replayed, terms)
    if xlsx is not None:
        write_workbook(xlsx, replay_sheets(summary, replayed, terms, language))
    if as_json:
        print_replay_json(summary, replayed, language)
    else:
        print_replay(summary, replayed, language)


def _terms(path: Path) -> Programme:
    if not path.is_file():
        cannot_run(f"there is no file {path}")
    try:
        return load_programme(path)
    except ProgrammeError as error:
        cannot_run(str(error))


def _months(first: datetime, last: datetime) -> tuple[str, ...]:
    try:
        return months_between(first.date(), last.date())
    except ValueError:
        cannot_run(f"give 1 to {MAX_MONTHS} months, --to not before --from")


def _replay_here(
    months: tuple[str, ...], terms: Programme, locale: Locale, *, office: Office
) -> list[Replayed]:
    """Judge the claims on this machine while a bar on standard error shows how many are done."""
    claims = judged_claims(months, office=office)
    watched = track(
        _replayed(claims, terms, office=office),
        said("replay.judging", locale),
        len(claims),
        console=errors,
        transient=True,
    )
    return list(watched)


def _replayed(claims: Sequence[str], terms: Programme, *, office: Office) -> Iterator[Replayed]:
    with ThreadPoolExecutor(FETCHED_AT_ONCE) as readers:
        fetch = partial(past_claim, office=office)
        batches = (list(readers.map(fetch, ids)) for ids in _in_batches(claims))
        if len(claims) >= WORTH_PROCESSES:
            yield from replay_in_processes(batches, terms)
            return
        for batch in batches:
            yield from replay_batch(batch, terms)


def _in_batches(claims: Sequence[str]) -> Iterator[Sequence[str]]:
    return (claims[start : start + BATCH] for start in range(0, len(claims), BATCH))
