"""Routes that import their step when somebody comes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cofund.steps import sign_in_site
from cofund.steps.routes import later
from cofund.web import Visit
from tests.cli.commands import PROJECT
from tests.fakes.office import FakeOffice


def test_a_route_gives_its_steps_page() -> None:
    visit = Visit(method="GET", path="/sign-in", query={}, headers={}, cookies={}, body=b"")
    page = later("sign_in_site.sign_in_form")(visit, office=FakeOffice())
    assert page.status == 200
    assert later("sign_in_site.sign_in_form").found() is sign_in_site.sign_in_form


def test_a_step_that_is_not_there_is_our_bug() -> None:
    with pytest.raises(AttributeError):
        later("sign_in_site.nothing").found()
    with pytest.raises(ModuleNotFoundError):
        later("nowhere.page").found()


def test_a_function_begins_without_its_pages() -> None:
    asked = "import sys, functions.partner_pages; print('cofund.steps.partner_site' in sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    assert done.stdout.strip() == "False"
