"""The same claim file gives the same bytes: in every process, and after it was stored."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256

import pytest

from cofund.files.stored_inputs import inputs_bytes, read_inputs
from cofund.judgement import assess
from cofund.models.claim_file import ClaimFile
from cofund.rules import RULES
from tests.builders.claim_files import a_claim_file, dinner_papers, with_paper
from tests.builders.reads import a_line, an_invoice, read, roubles
from tests.cli.commands import PROJECT


def claim_files() -> Iterator[ClaimFile]:
    """Give a clean claim and some with many findings."""
    yield a_claim_file()
    yield a_claim_file(dinner_papers()[:3])
    flights = (a_line("Авиабилеты Москва — Казань", price=61_000), a_line("Банкет", price=61_000))
    yield a_claim_file(with_paper(an_invoice(lines=flights)))
    yield a_claim_file(with_paper(an_invoice(gross=read(roubles(7), status="review"))))
    yield a_claim_file(assessed_at=a_claim_file().assessed_at.replace(year=2028))


def digests() -> list[str]:
    """Give what is stored of each claim and of its judgement, as hashes."""
    names = [rule.name for rule in RULES]
    stored = [inputs_bytes(file, rules=names) for file in claim_files()]
    judged = [assess(file).model_dump_json().encode() for file in claim_files()]
    return [sha256(content).hexdigest() for content in (*stored, *judged)]


def test_another_process_gives_the_same_bytes_whatever_its_hash_seed() -> None:
    """Sets come out in another order in each process; nothing may follow them."""
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", f"from {__name__} import digests; print(*digests())"],
        env={
            "PYTHONHASHSEED": "2026",
            "PYTHONPATH": os.pathsep.join((str(PROJECT), str(PROJECT / "shared"))),
        },
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert run.stdout.split() == digests()


@pytest.mark.parametrize("file", list(claim_files()), ids=range(5))
def test_what_was_stored_is_what_was_judged(file: ClaimFile) -> None:
    stored = read_inputs(inputs_bytes(file, rules=(rule.name for rule in RULES)))
    assert stored.file == file
    assert stored.rules == tuple(rule.name for rule in RULES)
    assert assess(stored.file).model_dump_json() == assess(file).model_dump_json()


def test_storing_what_was_stored_changes_no_byte() -> None:
    first = inputs_bytes(a_claim_file(), rules=("claim_window",))
    again = read_inputs(first)
    assert inputs_bytes(again.file, rules=again.rules) == first
