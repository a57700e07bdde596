"""docs/handovers is current, and real messages are what it says: from both sides."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from openapi_spec_validator import OpenAPIV31SpecValidator

from cofund.models.payout import Acknowledgement, PayoutMessage
from cofund.money import Money
from cofund.payout import payload, read_payload
from infra.handovers import FOLDER, documents, examples, outdated, write
from infra.handovers.schemas import HANDOVERS
from tests.builders.payouts import NOON, a_payout, roubles
from tests.examples.loaded import payout_consumer as consumer

ROOT = Path(__file__).parents[2]
PROMISE = Path(__file__).with_name("payout_v1_promise.txt")
MESSAGES: dict[str, Callable[[], PayoutMessage]] = {
    "payoutApproved": examples.approved,
    "payoutClawback": examples.clawback,
    "payoutControl": examples.control,
}


def published(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(published(f"schemas/{name}.json"))


def test_what_is_published_is_current() -> None:
    assert outdated(FOLDER) == [], "run: python -m infra.handovers"


@pytest.mark.parametrize("handover", HANDOVERS, ids=lambda handover: handover.name)
def test_every_published_schema_is_a_json_schema_at_its_address(handover: Any) -> None:
    schema = published(f"schemas/{handover.file}")
    Draft202012Validator.check_schema(schema)
    assert schema["$id"].endswith(f"/{handover.file}")
    assert schema["description"].endswith(".")


def test_writing_mends_what_is_outdated_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "handovers"
    shutil.copytree(FOLDER, folder)
    (folder / "schemas" / "claim.json").write_text("{}")
    (folder / "README.md").unlink()
    (folder / "schemas" / "of_yesterday.json").write_text("{}")
    stale = ["README.md", "schemas/claim.json", "schemas/of_yesterday.json"]
    assert outdated(folder) == stale
    assert write(folder) == stale
    assert outdated(folder) == []
    assert write(folder) == []


def test_generating_twice_gives_the_same_bytes() -> None:
    assert documents() == documents()


def test_the_command_checks_without_writing() -> None:
    command = [sys.executable, "-m", "infra.handovers", "--check"]
    done = subprocess.run(  # noqa: S603 - our own interpreter
        command,
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'shared'}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", MESSAGES)
def test_example_messages_are_what_their_schemas_say(name: str) -> None:
    message = MESSAGES[name]()
    body = json.loads(payload(message))
    validator("payout.message.v1").validate(body)
    data_schema = str(body["dataschema"]).rsplit("/", 1)[-1].removesuffix(".json")
    validator(data_schema).validate(body["data"])


@pytest.mark.parametrize("name", MESSAGES)
def test_published_examples_are_read_by_both_sides(name: str) -> None:
    feed = published("payout-feed.asyncapi.json")
    (example,) = feed["components"]["messages"][name]["examples"]
    body = json.dumps(example["payload"])
    assert read_payload(body) == MESSAGES[name]()
    assert consumer.understood(body)["id"] == MESSAGES[name]().id


@given(
    amount=st.integers(1, 10**15),
    number=st.text(max_size=200),
    at=st.datetimes(timezones=st.just(UTC)),
    currency=st.sampled_from(["RUB", "EUR", "JPY", "KWD"]),
)
def test_whatever_is_paid_is_what_the_schema_says(
    amount: int, number: str, at: datetime, currency: str
) -> None:
    money = Money(amount_minor=amount, currency=currency)
    message = a_payout(amount=money, at=at, invoice_numbers=(number,))
    FEED_VALIDATOR.validate(json.loads(payload(message)))


FEED_VALIDATOR = validator("payout.message.v1")


@pytest.mark.parametrize("part", [None, roubles(1), roubles(6_000_000)])
def test_the_part_that_points_pay_stands_in_a_message_or_is_left_out(part: Money | None) -> None:
    body = json.loads(payload(a_payout(points_part=part)))
    FEED_VALIDATOR.validate(body)
    assert ("points_part" in body["data"]) == (part is not None)


def without(field: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(payload(a_payout()))
    body["data"].pop(field, None)
    body.pop(field, None)
    return body


@pytest.mark.parametrize("field", ["id", "type", "specversion", "time", "amount", "entry"])
def test_a_message_that_lacks_something_is_none(field: str) -> None:
    with pytest.raises(ValidationError):
        FEED_VALIDATOR.validate(without(field))


def test_consumers_that_check_the_schema_take_fields_added_later() -> None:
    body = json.loads(payload(a_payout()))
    body["data"]["payment_priority"] = 3
    body["traceparent"] = "00-ab-cd-01"
    FEED_VALIDATOR.validate(body)


def test_the_consumers_answer_is_what_the_published_schema_says() -> None:
    answers: list[str] = []
    books = consumer.Books(":memory:")
    consumer.consume(payload(a_payout()), books, acknowledge=answers.append, now=NOON)
    books.close()
    validator("acknowledgement").validate(json.loads(answers[0]))
    assert Acknowledgement.model_validate_json(answers[0]).id == a_payout().id


@pytest.mark.parametrize("text", ['{"id": "x"}', '{"booked_at": "2026-10-12T09:30:00Z"}', "[]"])
def test_an_incomplete_answer_is_none(text: str) -> None:
    with pytest.raises(ValidationError):
        validator("acknowledgement").validate(json.loads(text))


def test_version_1_of_the_feed_still_keeps_every_promise() -> None:
    """Fields may be added to the feed; each that was ever published stays, with its type."""
    promised = set(PROMISE.read_text(encoding="utf-8").split("\n")) - {""}
    kept = set(promises(published("schemas/payout.message.v1.json")))
    assert len(promised) > 40
    assert promised - kept == set()


def promises(schema: Any) -> Iterator[str]:
    """Give a line for each required field: its path, and what it is."""
    definitions = schema["$defs"]
    for option in schema["oneOf"]:
        name = option["$ref"].rsplit("/", 1)[-1]
        yield from _promises(definitions[name], name, definitions)


def _promises(schema: Any, path: str, definitions: Any) -> Iterator[str]:
    for field in schema.get("required", []):
        part = _followed(schema["properties"][field], definitions)
        kind = part.get("const", part["type"])
        yield f"{path}.{field}: {kind}"
        inner = _followed(part.get("items", part), definitions)
        yield from _promises(inner, f"{path}.{field}", definitions)


def _followed(schema: Any, definitions: Any) -> Any:
    while "$ref" in schema:
        schema = definitions[schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def test_the_pages_are_described_as_openapi() -> None:
    described = published("pages.openapi.json")
    OpenAPIV31SpecValidator(described).validate()
    assert set(described["paths"]["/review/{token}"]) == {"get", "head", "post"}


def test_every_route_says_what_it_does() -> None:
    described = published("pages.openapi.json")
    operations = [o for path in described["paths"].values() for o in path.values()]
    assert len(operations) > 20
    assert all(operation["summary"].endswith(".") for operation in operations)


def test_every_reference_of_the_feeds_description_leads_somewhere() -> None:
    described = published("payout-feed.asyncapi.json")
    assert described["asyncapi"] == "3.0.0"
    for reference in references(described):
        place: Any = described
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
        assert place


def references(document: Any) -> Iterator[str]:
    if isinstance(document, list):
        for part in document:
            yield from references(part)
    elif isinstance(document, dict):
        for name, part in document.items():
            if name == "$ref":
                yield part
            else:
                yield from references(part)


def test_the_feeds_description_names_queues_by_the_stacks_outputs() -> None:
    described = json.dumps(published("payout-feed.asyncapi.json"))
    template = (ROOT / "template.yaml").read_text(encoding="utf-8")
    for output in ("FeedQueueUrl", "AcknowledgementQueueUrl"):
        assert output in described
        assert f"\n  {output}:" in template


def test_amounts_are_integers_of_minor_units_everywhere() -> None:
    money = published("schemas/payout.message.v1.json")["$defs"]["Money"]
    assert money["properties"]["amount_minor"]["type"] == "integer"
    fraction = json.loads(payload(a_payout(amount=roubles(100))))
    fraction["data"]["amount"]["amount_minor"] = 1.5
    with pytest.raises(ValidationError):
        FEED_VALIDATOR.validate(fraction)
