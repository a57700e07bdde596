"""The mutants are real: each changes its module, and one of them is seen to be killed here.

All of them run by ``python -m tests.ledger.mutants``.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.ledger.mutants import KILLED, run
from tests.ledger.mutation import Mutation, mutated
from tests.ledger.mutations import MUTATIONS


@pytest.mark.parametrize("mutation", MUTATIONS, ids=[mutation.bug for mutation in MUTATIONS])
def test_each_mutation_finds_its_text_once_and_leaves_valid_python(mutation: Mutation) -> None:
    spec = find_spec(mutation.module)
    assert spec is not None
    assert spec.origin is not None
    text = mutated(mutation, Path(spec.origin).read_text(encoding="utf-8"))
    compile(text, spec.origin, "exec")


def test_the_mutations_are_different_bugs() -> None:
    assert len({mutation.bug for mutation in MUTATIONS}) == len(MUTATIONS) >= 18


def test_a_text_that_is_not_there_makes_no_mutant() -> None:
    with pytest.raises(ValueError, match="stands 0 times"):
        mutated(Mutation("nothing", "cofund.ledger.plan", "no such text", ""), "another text")


def test_a_mutant_is_killed_by_the_walks() -> None:
    number = [mutation.bug for mutation in MUTATIONS].index("digest ignored")
    assert run(number).exit_code == KILLED
