"""The programme manager's pages: lists taken in, funds and their journals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cofund.pages.filling import filled

if TYPE_CHECKING:
    from cofund.models.claim import Locale
    from cofund.pages.views import budgets, journal, managing


def render_manage(view: managing.ManageView, *, locale: Locale) -> str:
    """Give the manager's first page."""
    return filled("manager_home.html", view, locale)


def render_runs(view: managing.RunsView, *, locale: Locale) -> str:
    """Give the page of what the latest runs over all partners did."""
    return filled("manager_runs.html", view, locale)


def render_budgets(view: budgets.BudgetsView, *, locale: Locale) -> str:
    """Give the page of a year's budgets."""
    return filled("manager_budgets.html", view, locale)


def render_import_form(view: managing.ImportFormView, *, locale: Locale) -> str:
    """Give the form for a list of partners."""
    return filled("manager_import.html", view, locale)


def render_import_plan(view: managing.ImportPlanView, *, locale: Locale) -> str:
    """Give the page of a list that was looked at and not taken in yet."""
    return filled("manager_import_plan.html", view, locale)


def render_import_taken(view: managing.ImportTakenView, *, locale: Locale) -> str:
    """Give the page of a list that was taken in."""
    return filled("manager_import_taken.html", view, locale)


def render_partner_funds(view: managing.PartnerFundsView, *, locale: Locale) -> str:
    """Give the page of a partner's funds, for a manager."""
    return filled("manager_funds.html", view, locale)


def render_journal(view: journal.JournalView, *, locale: Locale) -> str:
    """Give a page of a fund's journal."""
    return filled("journal.html", view, locale)
