"""How an audit says what is amiss: the law, what breaks it, what had to stand and what does."""

from __future__ import annotations

from collections.abc import Iterator

from cofund.models.standing import Violation


def broken(law: str, subject: str, expected: object, found: object) -> Violation:
    """Give a law's violation."""
    return Violation(law=law, subject=subject, expected=str(expected), found=str(found))


def unequal(law: str, subject: str, expected: object, found: object) -> Iterator[Violation]:
    """Give the violation of a law by which two figures are one; nothing where they are."""
    if expected != found:
        yield broken(law, subject, expected, found)
