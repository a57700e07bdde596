"""Movements of an invented company's points; name only what matters to the test."""

from __future__ import annotations

from typing import Any, Literal

from cofund.models.points import (
    AccountKey,
    ClosePoints,
    EarnPoints,
    GiveBackPoints,
    PointsPart,
    SpendPoints,
    company,
)
from tests.builders.movements import NOON, rub

ACCOUNT = AccountKey(programme="vendor", owner=company("romashka"), year="2026")


def an_earning(points: int = 100, *, award: str = "W1", **more: Any) -> EarnPoints:
    """Give a credit of points."""
    return EarnPoints(**_common(more), award=award, points=points)


def a_spending(
    points: int = 10,
    *,
    subject: str = "O1",
    purpose: Literal["souvenir_order", "publication"] = "publication",
    **more: Any,
) -> SpendPoints:
    """Give a payment with points."""
    return SpendPoints(**_common(more), subject=subject, purpose=purpose, points=points)


def a_return_of_points(
    points: int = 10, *, subject: str = "O1", number: int = 1, **more: Any
) -> GiveBackPoints:
    """Give points that come back."""
    return GiveBackPoints(**_common(more), subject=subject, number=number, points=points)


def a_close_of_points(**more: Any) -> ClosePoints:
    """Give the end of an account's year."""
    return ClosePoints(**_common(more))


def a_part(points: int = 10, *, worth: int = 1) -> PointsPart:
    """Give what points pay of a claim; one is worth so many kopecks."""
    return PointsPart(account=ACCOUNT, points=points, worth=rub(worth))


def _common(more: dict[str, Any]) -> dict[str, Any]:
    usual = {
        "account": ACCOUNT,
        "actor": "step",
        "reason": "",
        "at": NOON,
        "programme_version": "1",
    }
    return usual | more
