"""Engines that fail to start or have been stopped leave nothing behind."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import requests

from infra.local.engine import Engine
from infra.local.errors import StateNotUnderstood, TemplateNotUnderstood
from tests.local.small_stack import write_small_stack

_SECONDS = 5


def test_an_unknown_resource_type_is_named_with_what_to_do(tmp_path: Path) -> None:
    template = tmp_path / "template.yaml"
    template.write_text("Resources: {Stream: {Type: 'AWS::Kinesis::Stream'}}")
    with pytest.raises(TemplateNotUnderstood) as refused:
        Engine.start(template)
    assert "Stream: the local engine does not know AWS::Kinesis::Stream" in str(refused.value)
    assert "Write a creator for it, or list it as ignored" in str(refused.value)


def test_a_stopped_engine_frees_its_ports_and_gives_the_environment_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "mine")
    template = tmp_path / "template.yaml"
    template.write_text("Resources: {Log: {Type: 'AWS::Logs::LogGroup'}}")
    engine = Engine.start(template)
    assert "AWS_PROFILE" not in os.environ
    port = int(engine.url.rsplit(":", 1)[1])
    engine.stop()
    engine.stop()
    assert os.environ["AWS_PROFILE"] == "mine"
    assert "AWS_ENDPOINT_URL" not in os.environ
    with pytest.raises(requests.ConnectionError):
        requests.get(engine.url, timeout=_SECONDS)
    with Engine.start(template, port=port) as again:
        assert again.url == engine.url


@pytest.mark.parametrize("text", ["{", json.dumps({"format": 0})])
def test_a_state_that_cannot_be_read_is_refused_and_left_alone(tmp_path: Path, text: str) -> None:
    template = write_small_stack(tmp_path / "stack")
    kept = tmp_path / "state" / "state.json"
    kept.parent.mkdir()
    kept.write_text(text)
    with pytest.raises(StateNotUnderstood, match="Move it away"):
        Engine.start(template, state_dir=kept.parent)
    assert kept.read_text() == text
