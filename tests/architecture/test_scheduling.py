"""The order of the tests among workers names files that there are, and loses none."""

from __future__ import annotations

import pytest

from infra.expand import ROOT
from tests.scheduling import FIRST, LongFilesFirst, turn


@pytest.mark.parametrize("path", FIRST)
def test_every_long_file_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_long_files_come_before_all_others() -> None:
    named = ["tests/unit/test_money.py::test_a", *(f"{path}test_b.py::test_c" for path in FIRST)]
    assert sorted(named, key=turn)[-1] == named[0]
    assert turn(f"{FIRST[0]}test_looks.py::test_d") == 0


def test_files_stay_whole_and_the_browsers_stay_together() -> None:
    scope = LongFilesFirst.__new__(LongFilesFirst)._split_scope
    assert scope("tests/rates/test_rates.py::test_a[x::y]") == "tests/rates/test_rates.py"
    assert scope("tests/browser/test_looks.py::test_a") == scope("tests/browser/test_upload.py::b")
