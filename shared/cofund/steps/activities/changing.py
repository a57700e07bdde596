"""Changes and extensions beside what was agreed to: what differs, and whether that is enough."""

from __future__ import annotations

from typing import Literal

from cofund.models.activities import ApplicationContent
from cofund.pages.views.activities import TypedActivity

ChangeProblem = Literal["not_later", "nothing_changed"]


def change_problem(content: ApplicationContent, before: ApplicationContent) -> ChangeProblem | None:
    """Give what is wrong with a change beside what was agreed to, if anything is.

    An extension goes on until later and changes nothing else; a change changes something.
    """
    if content.asking == "extension" and not _is_later(content, before):
        return "not_later"
    if content.asking != "first" and _says_the_same(content, before):
        return "nothing_changed"
    return None


def as_extended(typed: TypedActivity, agreed: TypedActivity) -> TypedActivity:
    """Give the form of an extension as typed: only its days and reason are asked for."""
    asked = {name: getattr(typed, name) for name in ("first_day", "last_day", "why")}
    return agreed.model_copy(update=asked)


def _is_later(content: ApplicationContent, before: ApplicationContent) -> bool:
    """Say whether only days, plan and reason differ, and the activity ends later."""
    activity, agreed = content.activity, before.activity
    days = {"first_day": agreed.first_day, "last_day": agreed.last_day}
    same = activity.model_copy(update=days) == agreed and content.asked == before.asked
    return same and activity.last_day > agreed.last_day and activity.first_day >= agreed.first_day


def _says_the_same(content: ApplicationContent, before: ApplicationContent) -> bool:
    asked = {"asking": before.asking, "why": before.why}
    return content.model_copy(update=asked) == before
