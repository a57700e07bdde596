"""The form of an application: typed fields to its content, each error at its field, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from cofund.models.activities import (
    MAX_PLAN_LINES,
    ApplicationContent,
    Asking,
    Audience,
    PlanLine,
)
from cofund.models.claim import Activity, Locale
from cofund.models.programme import Programme
from cofund.money import Money
from cofund.pages.views.activities import TypedActivity, TypedLine
from cofund.pages.views.frame import FieldError, Problem
from cofund.typed import typed_amount, typed_count, typed_day

MAX_AUDIENCE = 1_000_000
LONGEST: Mapping[str, int] = {"name": 150, "place": 150, "audience": 150, "aim": 900, "why": 350}
"""Letters of each text: what an approver reads on a phone."""
LONGEST_LINE = 120
GOALS = ("new_customers", "promotion", "sales")
REQUIRED = ("name", "place", "audience", "aim")
LEAST_LINES = 3


def typed_activity(form: Mapping[str, str]) -> TypedActivity:
    """Give the fields of the form as typed."""
    words = [name for name in TypedActivity.model_fields if name != "plan"]
    lines = (
        TypedLine(
            what=form.get(f"plan_what_{number}", ""), amount=form.get(f"plan_amount_{number}", "")
        )
        for number in range(1, MAX_PLAN_LINES + 1)
    )
    filled = tuple(line for line in lines if line.what.strip() or line.amount.strip())
    return TypedActivity(**{name: form.get(name, "") for name in words}, plan=filled)


def with_empty_lines(typed: TypedActivity) -> TypedActivity:
    """Give the form with room for more lines of the budget."""
    wanted = max(LEAST_LINES, len(typed.plan) + 2)
    empty = (TypedLine(),) * (min(wanted, MAX_PLAN_LINES) - len(typed.plan))
    return typed.model_copy(update={"plan": typed.plan + empty})


def typed_content(
    typed: TypedActivity, asking: Asking, programme: Programme
) -> tuple[ApplicationContent | None, tuple[FieldError, ...]]:
    """Give what is asked consent for as typed, or what is wrong with it, field by field."""
    currency = programme.currency
    days = [typed_day(getattr(typed, name), field=name) for name in ("first_day", "last_day")]
    money = [_amount(getattr(typed, name), currency, name) for name in ("planned_cost", "asked")]
    plan = [_line(number, line, currency) for number, line in enumerate(typed.plan, start=1)]
    count = typed_count(typed.how_many, field="how_many", most=MAX_AUDIENCE)
    read = (*days, *money, *(one for line in plan for one in line), count)
    errors = (
        *_choice_errors(typed, programme),
        *_text_errors(typed, asking),
        *(one for one in read if isinstance(one, FieldError)),
        *_more_errors(typed, days, count),
    )
    if errors:
        return None, tuple(sorted(errors, key=_place))
    return _content(typed, asking, days, money, plan, count), ()


def typed_before(content: ApplicationContent, locale: Locale) -> TypedActivity:
    """Give a content as somebody would have typed it."""
    activity = content.activity
    return TypedActivity(
        activity_type=activity.activity_type,
        name=activity.name,
        first_day=activity.first_day.isoformat(),
        last_day=activity.last_day.isoformat(),
        place=activity.place,
        goal=activity.goal or "",
        planned_cost=_money_text(activity.planned_cost, locale),
        asked=_money_text(content.asked, locale),
        audience=content.audience.who,
        how_many=str(content.audience.how_many),
        aim=content.aim,
        why=content.why,
        plan=tuple(
            TypedLine(what=line.what, amount=_money_text(line.amount, locale))
            for line in content.plan
        ),
    )


def _content(  # each read value is good here
    typed: TypedActivity,
    asking: Asking,
    days: list[date | FieldError],
    money: list[Money | FieldError],
    plan: list[tuple[str | FieldError, Money | FieldError]],
    count: int | FieldError | None,
) -> ApplicationContent:
    lines = [{"what": what, "amount": amount} for what, amount in plan]
    activity = {
        "activity_type": typed.activity_type,
        "name": typed.name.strip(),
        "first_day": days[0],
        "last_day": days[1],
        "place": typed.place.strip(),
        "goal": typed.goal or None,
        "planned_cost": money[0],
    }
    return ApplicationContent(
        activity=Activity.model_validate(activity),
        asked=Money.model_validate(money[1]),
        plan=tuple(PlanLine.model_validate(line) for line in lines),
        audience=Audience.model_validate({"who": typed.audience.strip(), "how_many": count}),
        aim=typed.aim.strip(),
        asking=asking,
        why="" if asking == "first" else typed.why.strip(),
    )


def _amount(text: str, currency: str, field: str) -> Money | FieldError:
    amount = typed_amount(text, currency, field=field)
    if isinstance(amount, Money) and not amount:
        return FieldError(field=field, problem="not_above_zero")
    return amount


def _line(
    number: int, line: TypedLine, currency: str
) -> tuple[str | FieldError, Money | FieldError]:
    what: str | FieldError = line.what.strip()
    problem: Problem | None = None
    if not what:
        problem = "missing"
    elif len(line.what.strip()) > LONGEST_LINE:
        problem = "too_long"
    if problem is not None:
        what = FieldError(field=f"plan_what_{number}", problem=problem)
    return what, _amount(line.amount, currency, f"plan_amount_{number}")


def _choice_errors(typed: TypedActivity, programme: Programme) -> Iterator[FieldError]:
    if not typed.activity_type:
        yield FieldError(field="activity_type", problem="missing")
    elif typed.activity_type not in programme.activities:
        yield FieldError(field="activity_type", problem="not_in_list")
    if typed.goal and typed.goal not in GOALS:
        yield FieldError(field="goal", problem="not_in_list")


def _text_errors(typed: TypedActivity, asking: Asking) -> Iterator[FieldError]:
    required = REQUIRED if asking == "first" else (*REQUIRED, "why")
    for field, longest in LONGEST.items():
        text = getattr(typed, field).strip()
        if field in required and not text:
            yield FieldError(field=field, problem="missing")
        elif len(text) > longest:
            yield FieldError(field=field, problem="too_long")


def _more_errors(
    typed: TypedActivity, days: list[date | FieldError], count: int | FieldError | None
) -> Iterator[FieldError]:
    first, last = days
    if isinstance(first, date) and isinstance(last, date) and last < first:
        yield FieldError(field="last_day", problem="before_first_day")
    if count is None:
        yield FieldError(field="how_many", problem="missing")
    elif count == 0:
        yield FieldError(field="how_many", problem="not_above_zero")
    if not typed.plan:
        yield FieldError(field="plan_what_1", problem="missing")


ORDER = (
    "activity_type",
    "name",
    "first_day",
    "last_day",
    "place",
    "goal",
    "aim",
    "audience",
    "how_many",
    "planned_cost",
    "plan",
    "asked",
)


def _place(error: FieldError) -> int:
    """Give where a field stands in the form."""
    name = "plan" if error.field.startswith("plan_") else error.field
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _money_text(amount: Money, locale: Locale) -> str:
    written = amount.decimal_text()
    return written.replace(".", ",") if locale == "ru" else written
