"""Texts: whatever the rules can say is said in both languages, with the values that it names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.pofile import read_po

from cofund import rules
from cofund.models.terms import FailingRule

RULES_DIR = Path(rules.__file__).parent
LOCALES = RULES_DIR.parent / "pages" / "locale"
BUILDERS = {"passed": 0, "failed": 1, "deducted": 1, "unclear": 0}
"""How many arguments stand before the rule and the message."""
NOT_SHOWN = {"evidence", "document", "source", "amount"}
WRAPPERS = {
    "_uncertain": ("value_certain", {"document"}),
    "_differs": ("exact_sources", {"document", "stated", "printed"}),
    "_lacks": ("exact_sources", {"document", "line", "field"}),
    "_of_code": ("exact_sources", {"document", "field"}),
}
"""Wrappers with the rule that they speak for and the values that they give; the message is their
second argument."""

Said = tuple[str, str, frozenset[str]]


@cache
def catalogue(language: str) -> dict[str, str]:
    """Give the texts of one language by their ids."""
    path = LOCALES / language / "LC_MESSAGES" / "rules.po"
    with path.open("rb") as file:
        entries = read_po(file)
    return {str(entry.id): str(entry.string) for entry in entries if entry.id}


@cache
def said() -> frozenset[Said]:
    """Give every rule, message and names of values that the rules' code can say."""
    return frozenset(
        found
        for path in sorted(RULES_DIR.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        for found in _said(node, node.func.id)
    )


def _said(call: ast.Call, name: str) -> Iterator[Said]:
    if name in WRAPPERS and not isinstance(call.args[1], ast.Name):
        rule, values = WRAPPERS[name]
        yield rule, ast.literal_eval(call.args[1]), frozenset(values)
    if name not in BUILDERS:
        return
    rule_node, message_node = call.args[BUILDERS[name] : BUILDERS[name] + 2]
    if isinstance(message_node, ast.Name):
        rules_of_wrappers = {rule for rule, _ in WRAPPERS.values()}
        assert ast.literal_eval(rule_node) in rules_of_wrappers, "only wrappers pass a name on"
        return
    named = {keyword.arg for keyword in call.keywords if keyword.arg}
    shown = (named - NOT_SHOWN) | ({"document"} & named)
    if name == "deducted":
        shown |= {"amount", "document"}
    yield ast.literal_eval(rule_node), ast.literal_eval(message_node), frozenset(shown)


def placeholders(text: str) -> set[str]:
    """Give the names in braces."""
    return set(re.findall(r"\{(\w+)\}", text))


def test_the_collector_sees_what_the_rules_say() -> None:
    pairs = {(rule, message) for rule, message, _ in said()}
    assert ("claim_window", "late") in pairs
    assert ("value_certain", "total") in pairs
    assert ("ineligible_lines", "never_refunded") in pairs
    assert {rule for rule, _ in pairs} == {rule.name for rule in rules.RULES}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_everything_that_can_be_said_has_its_text(language: str) -> None:
    texts = catalogue(language)
    missing = [f"{rule}.{message}" for rule, message, _ in said()]
    assert [key for key in missing if not texts.get(key)] == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_rule_has_its_title(language: str) -> None:
    titles = [f"{rule.name}.title" for rule in rules.RULES]
    assert [title for title in titles if not catalogue(language).get(title)] == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_text_names_only_values_that_the_rule_gives(language: str) -> None:
    texts = catalogue(language)
    for rule, message, values in said():
        assert placeholders(texts[f"{rule}.{message}"]) <= values, f"{rule}.{message}"


def test_both_languages_say_the_same_with_the_same_values() -> None:
    russian, english = catalogue("ru"), catalogue("en")
    assert russian.keys() == english.keys()
    for key, text in russian.items():
        assert placeholders(text) == placeholders(english[key]), key


def test_no_text_is_left_over() -> None:
    keys = {f"{rule}.{message}" for rule, message, _ in said()}
    titles = {f"{rule.name}.title" for rule in rules.RULES}
    assert set(catalogue("en")) == keys | titles


def test_every_rule_that_can_fail_is_named_to_programmes() -> None:
    names = [rule.name for rule in rules.RULES]
    assert len(set(names)) == len(names)
    assert set(get_args(FailingRule)) <= set(names)
