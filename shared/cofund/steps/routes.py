"""Routes of pages, each step imported when its first visitor comes.

A function with many pages begins with none of them: a cold start pays for the page that is asked
for. Steps are named by their place in ``cofund.steps``; a test holds every name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cofund.steps.office import Office
    from cofund.web import Page, Visit

Route = Callable[..., "Page"]


@dataclass(frozen=True)
class Later:
    """A route whose step is not imported yet."""

    step: str
    """Module and function below ``cofund.steps``: "partner_site.home"."""

    def __call__(self, visit: Visit, *, office: Office, **parts: str) -> Page:
        """Give the step's page."""
        page: Page = self.found()(visit, office=office, **parts)
        return page

    def found(self) -> Callable[..., Any]:
        """Import the step.

        Raises:
            AttributeError, ModuleNotFoundError: nothing has this name: our bug.
        """
        module, _, function = self.step.rpartition(".")
        step: Callable[..., Any] = getattr(import_module(f"cofund.steps.{module}"), function)
        return step


class NotSignedIn(Exception):
    """The page needs somebody signed in: they are sent to the sign-in page."""


def later(step: str) -> Later:
    """Give the route to a step, by its name."""
    return Later(step)
