"""Templates and their words: one environment per language, made when first needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from cofund.models.base import Model
from cofund.models.claim import Locale
from cofund.pages import arrange, formats, gravity, manager_texts, messages
from cofund.pages.catalogues import counted, text
from cofund.pages.static_files import static_path
from cofund.pages.views.frame import Errors, FieldError

TEMPLATE_DIR = Path(__file__).parent / "templates"


def render(template: str, view: Model, locale: Locale) -> str:
    """Give the template filled with a view, in one language."""
    return environment(locale).get_template(template).render(view=view).strip() + "\n"


@cache
def environment(locale: Locale) -> Environment:
    """Give the templates' environment of one language; everything is escaped."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATE_DIR),
        autoescape=select_autoescape(default=True, disabled_extensions=("txt",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.globals.update(_words(locale), **_arrangements(), locale=locale)
    templates.filters.update(plain=formats.plain, prose=formats.prose, inside=formats.inside)
    return templates


def error_of(errors: Errors, field: str) -> FieldError | None:
    """Give the first error of a field."""
    return next((error for error in errors if error.field == field), None)


def _words(locale: Locale) -> dict[str, Callable[..., str]]:
    in_locale: dict[str, Callable[..., str]] = {
        "money": formats.money,
        "change": formats.change,
        "day": formats.day,
        "days": formats.days,
        "moment": formats.moment,
        "clock": formats.clock,
        "zone_name": formats.zone_name,
        "count": formats.count,
        "number": formats.number,
        "size": formats.size,
        "listing": formats.listing,
        "name": messages.name,
        "value": messages.param_text,
        "said": messages.said_text,
        "place": messages.place_text,
        "need": messages.need_text,
        "finding_text": messages.finding_text,
        "term": messages.term_text,
        "problem_text": messages.problem_text,
        "payment": messages.payment_text,
        "points_text": messages.points_text,
        "period_name": messages.period_name,
        "cause": messages.cause_text,
        "budget_name": manager_texts.budget_name,
        "short_budget": manager_texts.short_budget,
        "over_budget": manager_texts.over_budget_text,
        "ended": manager_texts.ended_text,
        "refusal": manager_texts.refusal_text,
        "quoted": manager_texts.quoted,
        "list_refusal": manager_texts.list_refusal_text,
    }
    bound: dict[str, Any] = {key: partial(word, locale=locale) for key, word in in_locale.items()}
    return bound | {"t": partial(text, locale=locale), "n": partial(counted, locale=locale)}


def _arrangements() -> dict[str, object]:
    return {
        "groups": arrange.groups,
        "passed": arrange.passed,
        "is_beyond_mending": gravity.is_beyond_mending,
        "rules_to_mend": arrange.rules_to_mend,
        "decision_choices": arrange.decision_choices,
        "waterfall_rows": arrange.waterfall_rows,
        "by_kind": arrange.by_kind,
        "file_names": arrange.file_names,
        "fund_parts": arrange.fund_parts,
        "tones": arrange.TONES,
        "effect_tones": arrange.EFFECT_TONES,
        "days_left": messages.days_left,
        "error_of": error_of,
        "static": static_path,
    }
