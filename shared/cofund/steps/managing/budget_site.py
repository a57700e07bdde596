"""The manager's page of a year's budgets: what is left of each, and the form for its cap.

A budget is made by the command, which counts what the year was granted before: that takes longer
than a page may.
"""

from __future__ import annotations

from collections.abc import Iterator

from cofund.books.budget_book import ACTOR
from cofund.calendar import local_day
from cofund.errors import BudgetExceeded, NotFound, StaleVersion
from cofund.models.assessment import MoneyValue
from cofund.models.budgets import Budget, BudgetChange, BudgetKey
from cofund.money import Money
from cofund.pages.of_managing import render_budgets
from cofund.pages.views.budgets import BudgetLine, BudgetsView, CapForm, SettingLine
from cofund.pages.views.frame import FieldError
from cofund.steps.funds.budgeting import budget_history, budgets_of, set_budget
from cofund.steps.managing.visits import manager_frame, manager_visit
from cofund.steps.office import Office
from cofund.steps.people import name_of
from cofund.steps.site import Visitor, ensure_own_form
from cofund.typed import typed_amount
from cofund.web import Page, Visit, page, see_other

MOST_SETTINGS = 5
LONGEST_REASON = 200


def budgets(visit: Visit, *, office: Office) -> Page:
    """Show a year's budgets; the query's ``year`` says which, without it this year's."""
    return _page(visit, manager_visit(visit, office=office), _year(visit, office), office=office)


def set_cap(visit: Visit, *, office: Office) -> Page:
    """Set a budget's cap as typed, or show again what cannot be taken.

    Raises:
        NotFound: there is no such budget.
        StaleVersion: somebody has set it since the page was shown.
    """
    visitor = manager_visit(visit, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    year = _year(visit, office)
    standing = _standing(form.get("scope", ""), year, office=office)
    if form.get("seen") != str(standing.changes):
        raise StaleVersion("the budget was set meanwhile")
    typed = CapForm(
        scope=standing.key.scope,
        cap=form.get("cap", ""),
        reason=form.get("reason", "").strip()[:LONGEST_REASON],
    )
    wrong = _set(typed, standing, by=visitor.person.login, office=office)
    if wrong:
        return _page(visit, visitor, year, typed=typed, errors=wrong, office=office)
    return see_other(f"/manage/budgets?year={year}&notice=budget_set")


def _set(typed: CapForm, standing: Budget, *, by: str, office: Office) -> tuple[FieldError, ...]:
    """Set the cap; give what is wrong with what was typed, where something is."""
    cap = typed_amount(typed.cap, standing.cap.currency, field="cap")
    missing = (FieldError(field="reason", problem="missing"),) if not typed.reason else ()
    if not isinstance(cap, Money):
        return (cap, *missing)
    if missing:
        return missing
    try:
        set_budget(standing.key, cap, by=by, reason=typed.reason, office=office)
    except BudgetExceeded:
        granted = {"granted": MoneyValue(value=standing.granted)}
        return (FieldError(field="cap", problem="below_granted", params=granted),)
    return ()


def _standing(scope: str, year: int, *, office: Office) -> Budget:
    """Give a budget that stands and is counted.

    Raises:
        NotFound: there is none.
    """
    found = budgets_of(office.programme_name, str(year), office=office)
    for budget in found:
        if budget.key.scope == scope and budget.counted:
            return budget
    raise NotFound("no such budget")


def _year(visit: Visit, office: Office) -> int:
    asked = visit.query.get("year", "")
    if len(asked) == 4 and asked.isascii() and asked.isdigit():
        return int(asked)
    return local_day(office.clock(), office.programme_zone).year


def _page(
    visit: Visit,
    visitor: Visitor,
    year: int,
    *,
    office: Office,
    typed: CapForm | None = None,
    errors: tuple[FieldError, ...] = (),
) -> Page:
    found = budgets_of(office.programme_name, f"{year:04d}", office=office)
    view = BudgetsView(
        frame=manager_frame(visit, visitor, office=office),
        year=year,
        budgets=tuple(
            BudgetLine(budget=one, settings=tuple(_settings(one.key, office=office)))
            for one in found
        ),
        typed=typed,
        errors=errors,
    )
    return page(render_budgets(view, locale=visit.locale), status=400 if errors else 200)


def _settings(key: BudgetKey, *, office: Office) -> Iterator[SettingLine]:
    for change in budget_history(key, office=office)[: -MOST_SETTINGS - 1 : -1]:
        yield _setting(change, office=office)


def _setting(change: BudgetChange, *, office: Office) -> SettingLine:
    by_itself = change.by == ACTOR
    return SettingLine(
        at=change.at,
        who="" if by_itself else name_of(change.by, office=office),
        before=change.before,
        cap=change.cap,
        reason="" if by_itself else change.reason,
    )
