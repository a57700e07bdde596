"""The laws of the sources: who imports whom, who reads the environment, how large things get."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from infra.expand import ROOT
from tests.architecture.sources import (
    PRODUCT,
    body_lines,
    functions_of,
    name_of,
    python_files,
    tree,
)

WIRING = ROOT / "shared" / "cofund" / "aws" / "wiring.py"
LONGEST_FILE = 350
LONGEST_FUNCTION = 40
LONGEST_HANDLER = 30
DOORS = [path for path in python_files("functions") if path.stem != "__init__"]
OPENS_DOCUMENTS = {"read_pages", "ocr_pages", "interpret_document"}
FIRST_USED_LATER = {
    *("boto3", "aws_lambda_powertools", "jinja2", "babel", "holidays", "stdnum"),
    *("rapidfuzz", "numpy", "openpyxl", "python_calamine", "reportlab", "typer", "rich"),
}
"""Libraries that a function pays for when it needs them, not on every cold start."""
WORK_ON_PAPERS = OPENS_DOCUMENTS | {
    *("start_review", "scan_document", "check_claim"),
    *("post_debit", "release_hold", "send_payout", "send_control", "acknowledge_payout"),
    *("sweep_decisions", "sweep_outbox"),
    *("list_past_claims", "replay_batch", "sum_up_replay"),
}
"""Everybody else pays for no model of a paper: there are many."""

IMPORT_ALL = """
import importlib, socket, sys
import botocore.session

def refuse(*_arguments, **_named):
    raise AssertionError("something was built or called at import")

botocore.session.Session.create_client = refuse
socket.socket.connect = refuse
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*sorted(sys.modules))
"""


def modules_after_importing(*names: str) -> set[str]:
    """Give the modules that a fresh Python with nothing in its environment has loaded then."""
    paths = {"PYTHONPATH": f"{ROOT / 'shared'}:{ROOT / 'functions'}"}
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", IMPORT_ALL, *names],
        env=paths,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def test_everybody_imports_only_whom_the_contracts_allow() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) == 0


def test_only_wiring_reads_the_environment() -> None:
    readers = {
        name_of(path)
        for path in python_files(*PRODUCT)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv")
    }
    assert readers <= {name_of(WIRING)}


def test_importing_a_function_builds_no_client_and_needs_no_environment() -> None:
    doors = [path.stem for path in DOORS]
    assert len(doors) == len(set(doors)) > 20
    assert "cofund" in modules_after_importing(*doors)


def test_functions_that_open_no_documents_load_nothing_that_does() -> None:
    doors = [path.stem for path in DOORS if path.stem not in OPENS_DOCUMENTS]
    heavy = {"pdfplumber", "pikepdf", "pypdfium2", "PIL", "tesserocr", "lxml", "docx"}
    assert not (heavy | FIRST_USED_LATER) & modules_after_importing(*doors)


def test_only_functions_at_work_on_papers_load_what_is_read_of_them() -> None:
    doors = [path.stem for path in DOORS if path.stem not in WORK_ON_PAPERS]
    loaded = modules_after_importing(*doors)
    assert not {
        name for name in loaded if name.startswith(("cofund.models.extraction", "cofund.rules"))
    }


def test_a_page_function_begins_with_no_page_no_terms_and_no_movement() -> None:
    doors = [path.stem for path in DOORS if path.stem.endswith("_pages")]
    loaded = modules_after_importing(*(door for door in doors if door not in OPENS_DOCUMENTS))
    assert not {"cofund.models.programme", "cofund.models.ledger", "cofund.steps.site"} & loaded


@pytest.mark.parametrize("door", DOORS, ids=lambda path: path.stem)
def test_a_door_has_one_handler_and_it_is_short(door: Path) -> None:
    functions = list(functions_of(door))
    assert [f.name for f in functions if not f.name.startswith("_")] == ["handler"]
    assert max(map(body_lines, functions)) <= LONGEST_HANDLER


def test_no_file_is_too_long_to_read() -> None:
    long = {
        name_of(path): count
        for path in python_files(*PRODUCT, "infra")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_no_function_is_too_long_to_read() -> None:
    long = {
        f"{name_of(path)}:{function.name}": body_lines(function)
        for path in python_files(*PRODUCT, "infra")
        for function in functions_of(path)
        if body_lines(function) > LONGEST_FUNCTION
    }
    assert long == {}


def test_nobody_swallows_every_error() -> None:
    """The local engine plays Lambda, and Lambda catches everything."""
    swallowers = {
        name_of(path)
        for path in python_files(*PRODUCT)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and _catches_everything(node)
    }
    assert swallowers == set()


def test_where_money_is_reckoned_there_are_no_floats() -> None:
    alone = [ROOT / "shared" / "cofund" / f"{name}.py" for name in ("money", "payout")]
    folders = ("claimable", "funds", "ledger", "replays", "terms")
    floats = {
        name_of(path)
        for path in (*alone, *python_files(*(f"shared/cofund/{folder}" for folder in folders)))
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    }
    assert floats == set()


def _catches_everything(handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    too_wide = any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in ("Exception", "BaseException"))
        for kind in kinds
    )
    return too_wide and not _raises_again(handler)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None
