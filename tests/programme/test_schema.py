"""The JSON Schema of programme files, as editors use it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from cofund.terms.schema import programme_schema
from tests.cli.commands import PROJECT

WRITTEN = PROJECT / "docs" / "programme.schema.json"
SHIPPED = sorted((files("cofund") / "programs").iterdir(), key=str)


class _Texts(yaml.SafeLoader):
    """Days stay as they are written: an editor sees text."""


_Texts.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag != "tag:yaml.org,2002:timestamp"]
    for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def written(path: Any) -> dict[str, Any]:
    read: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), _Texts)  # noqa: S506
    return read


@pytest.mark.parametrize("path", SHIPPED, ids=str)
def test_every_shipped_programme_is_right_for_an_editor(path: Any) -> None:
    errors = Draft202012Validator(programme_schema()).iter_errors(written(path))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize(
    ("place", "mistake"),
    [
        (("refund", "share"), "half"),
        (("caps", "per_activity", "value"), "500 000"),
        (("fund", "period"), "week"),
        (("effects", "by_rule", "claim_window"), "punish"),
    ],
)
def test_an_editor_underlines_a_mistake(place: tuple[str, ...], mistake: str) -> None:
    programme = written(SHIPPED[0])
    *above, last = place
    section = programme
    for name in above:
        section = section[name]
    section[last] = mistake
    (error,) = Draft202012Validator(programme_schema()).iter_errors(programme)
    assert list(error.absolute_path) == list(place)


def test_the_schema_in_the_docs_is_the_codes() -> None:
    assert json.loads(WRITTEN.read_text(encoding="utf-8")) == programme_schema()
