"""Writes docs/claim-states.md and docs/matter-states.md: ``python -m infra.states_page``.

Both are made from the tables of states; a test fails where a page is not that of the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cofund.claim_states import FOLLOWERS, FORWARD, RESUMED, STOPPED
from cofund.matter_states import FOLLOWERS as OF_MATTERS
from cofund.models.claim import ClaimState, Locale
from cofund.models.consents import MatterKind
from cofund.pages.messages import name

PAGE = Path(__file__).parents[1] / "docs" / "claim-states.md"
BEFORE = """# The life of a claim

Made from `shared/cofund/claim_states.py` by `python -m infra.states_page`; that table is the only
place that says what may follow. Every change is one transaction with one audit entry: who, when,
why, which version.

An error of ours takes a claim from any state of work to *needs operator* and back to where it
stood; the picture leaves those ways out.
"""


MATTERS_PAGE = PAGE.with_name("matter-states.md")
BEFORE_MATTERS = """# The life of what waits for consent

Made from `shared/cofund/matter_states.py` by `python -m infra.states_page`; that table is the only
place that says what may follow. Applications for activities and awards of points share the way of
asking (docs/adr/0022); every change is one transaction with one audit entry.

An error of ours takes a matter to *needs_operator* and back to where it stood; the pictures leave
those ways out.
"""
KINDS: dict[MatterKind, str] = {"application": "Applications", "award": "Awards of points"}


def matters_page() -> str:
    """Give the page of matters: of each kind a picture, then every way and who takes it."""
    parts = [BEFORE_MATTERS]
    for kind, title in KINDS.items():
        picture = "\n".join(_matter_picture(kind))
        rows = "\n".join(_matter_rows(kind))
        parts.append(f"## {title}\n\n```mermaid\n{picture}\n```\n\n{rows}\n")
    return "\n".join(parts)


def _matter_picture(kind: MatterKind) -> Iterator[str]:
    yield "stateDiagram-v2"
    yield "    [*] --> submitted"
    for state, ways in OF_MATTERS[kind].items():
        for next_state, who in ways.items():
            if who not in (STOPPED, RESUMED):
                yield f"    {state} --> {next_state}"
        if not ways:
            yield f"    {state} --> [*]"


def _matter_rows(kind: MatterKind) -> Iterator[str]:
    yield "| From | To | Who, and when |"
    yield "| --- | --- | --- |"
    for state, ways in OF_MATTERS[kind].items():
        for next_state, who in ways.items():
            yield f"| {state} | {next_state} | {who} |"
        if not ways:
            yield f"| {state} | | nothing follows |"


def states_page() -> str:
    """Give the page: a picture, then every way from state to state and who takes it."""
    picture = "\n".join(_picture())
    rows = "\n".join(_rows())
    return f"{BEFORE}\n```mermaid\n{picture}\n```\n\n{rows}\n"


def _picture() -> Iterator[str]:
    yield "stateDiagram-v2"
    yield f"    [*] --> {FORWARD[0]}"
    for state, ways in FOLLOWERS.items():
        for next_state, who in ways.items():
            if who not in (STOPPED, RESUMED):
                yield f"    {state} --> {next_state}"
        if not ways:
            yield f"    {state} --> [*]"


def _rows() -> Iterator[str]:
    yield "| From | По-русски | To | Who, and when |"
    yield "| --- | --- | --- | --- |"
    for state, ways in FOLLOWERS.items():
        start = f"| {_named(state, 'en')} | {_named(state, 'ru')} |"
        for next_state, who in ways.items():
            yield f"{start} {_named(next_state, 'en')} | {who} |"
        if not ways:
            yield f"{start} | nothing follows |"


def _named(state: ClaimState, locale: Locale) -> str:
    return name("state", state, locale)


if __name__ == "__main__":
    PAGE.write_text(states_page(), encoding="utf-8")
    MATTERS_PAGE.write_text(matters_page(), encoding="utf-8")
