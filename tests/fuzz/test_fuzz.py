"""The fuzzer itself, and a short run of it with a seed that does not change."""

from __future__ import annotations

from io import BytesIO
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

import pytest

from cofund.extraction.limits import READING, Limits
from tests.builders.hostile import flate_bomb, parts, plain_pdf
from tests.fuzz import runs
from tests.fuzz.mutations import MUTATIONS, TOKENS, Mutation, chance_of, mutated
from tests.fuzz.origins import origins
from tests.fuzz.runs import Mutant, mutants, run
from tests.fuzz.trial import CONTENT, PICTURES, Trial, tried

SEED = 20_261_122
MUTANTS = 90
READ = {"do": "read"}


def test_changed_files_end_in_an_answer_within_the_limits(tmp_path: Path) -> None:
    report = run(islice(mutants(SEED), MUTANTS), keep=tmp_path)
    assert report.failures == []
    assert report.outcomes.total() == MUTANTS
    assert report.peak_bytes < READING.memory_bytes


def test_a_seed_gives_the_same_files_again() -> None:
    first, again = (list(islice(mutants(SEED), 5)) for _ in range(2))
    assert first == again
    assert first != list(islice(mutants(SEED + 1), 5))


def test_every_format_is_changed() -> None:
    kinds = {origin.kind for origin in origins()}
    assert kinds >= {"pdf", "docx", "xlsx", "pptx", "ods", "csv", "xml", "tiff", "jpeg", "png"}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_mutation_changes_a_file_and_keeps_it_bounded(mutation: Mutation) -> None:
    file = bytes(range(256)) * 8
    changed = [mutation(file, file[::-1], "pdf", chance_of(seed)) for seed in range(20)]
    assert all(0 < len(each) < 1 << 21 for each in changed)
    assert sum(each != file for each in changed) >= 19


@pytest.mark.parametrize("kind", ["docx", "csv", "heic", "pdf"])
def test_every_kind_has_words_of_its_own(kind: str) -> None:
    file = parts.plain_pptx() if kind == "docx" else b"a;b\n" * 400
    changed = {mutated(file, file, kind, chance_of(seed)) for seed in range(30)}
    assert len(changed) > 25
    assert all(TOKENS.values())


def test_an_office_file_is_mostly_changed_inside() -> None:
    file = parts.plain_pptx()
    changed = [mutated(file, file, "pptx", chance_of(seed)) for seed in range(10)]
    whole = [each for each in changed if each.startswith(b"PK") and _opens(each)]
    assert len(whole) >= 6


def test_a_trial_tells_content_pictures_and_reasons() -> None:
    assert tried(plain_pdf(), READ).outcome == CONTENT
    assert tried(plain_pdf(), {"do": "draw", "longest_side": 90}).outcome == PICTURES
    assert tried(flate_bomb(), READ).outcome == "too_much_content"


@pytest.mark.parametrize(
    ("trial", "bound"),
    [
        (Trial("damaged", 0.1, 1 << 20), None),
        (Trial("content", 0.1, 600 << 20), "took 600 MB"),
        (Trial("content", 21.0, 1 << 20), "took 21.0 s"),
    ],
)
def test_a_broken_bound_is_named(trial: Trial, bound: str | None) -> None:
    assert trial.broken(Limits()) == bound


def test_what_breaks_a_bound_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "READING", Limits(memory_bytes=1))
    report = run(iter([_mutant(b"a;b\n1;2\n")]), keep=tmp_path)
    [failure] = report.failures
    assert failure.startswith("failure-7-3.csv (plain.csv")
    assert (tmp_path / "failure-7-3.csv").read_bytes() == b"a;b\n1;2\n"


def test_what_the_parent_dies_of_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dying(*_: object) -> Trial:
        raise ZeroDivisionError

    monkeypatch.setattr(runs, "tried", dying)
    with pytest.raises(ZeroDivisionError):
        run(iter([_mutant(b"a;b\n")]), keep=tmp_path)
    assert (tmp_path / "crash-7-3.csv").read_bytes() == b"a;b\n"


def _mutant(file: bytes) -> Mutant:
    return Mutant(seed=7, number=3, origin="plain.csv", kind="csv", file=file, task=READ)


def _opens(file: bytes) -> bool:
    with ZipFile(BytesIO(file)) as office:
        return bool(office.namelist())
