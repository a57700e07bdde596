"""What an installation is made of: built when asked for, once, and from the environment alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator
from datetime import UTC, timedelta

import pytest

from cofund.aws import wiring
from cofund.aws.scanner import EicarScanner, GuardDutyScanner
from cofund.errors import Misconfigured
from tests.adapters.moto_world import moto_world

VARIABLES = {
    "LEDGER_TABLE": "ledger",
    "CLAIMS_TABLE": "claims",
    "IDEMPOTENCY_TABLE": "idempotency",
    "QUARANTINE_BUCKET": "cofund-quarantine",
    "EVIDENCE_BUCKET": "cofund-evidence",
    "PERSONAL_BUCKET": "cofund-personal",
    "FEED_QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/123456789012/feed.fifo",
    "ACKNOWLEDGEMENT_QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/123456789012/acks",
    "MAC_KEY_ID": "alias/cofund-links",
    "PERSON_KEY_ID": "alias/cofund-people",
    "USER_POOL_ID": "eu-central-1_people",
    "USER_POOL_CLIENT_ID": "pages",
    "REVIEW_MACHINE_ARN": "arn:aws:states:eu-central-1:123456789012:stateMachine:review",
    "MAIL_FROM": "cofund@vendor.example",
    "MAIL_CONFIGURATION_SET": "mail",
    "PUBLIC_URL": "https://cofund.example/",
    "PROGRAMME": "it-vendor",
    "SCANNER": "guardduty",
}

PARTS = {
    "items": ("LEDGER_TABLE",),
    "files": ("QUARANTINE_BUCKET",),
    "scanner": ("SCANNER", "QUARANTINE_BUCKET"),
    "mailer": ("MAIL_FROM", "MAIL_CONFIGURATION_SET"),
    "workflow": ("REVIEW_MACHINE_ARN",),
    "macs": ("MAC_KEY_ID",),
    "person_macs": ("PERSON_KEY_ID",),
    "sign_in": ("USER_POOL_ID", "USER_POOL_CLIENT_ID"),
    "feed": ("FEED_QUEUE_URL",),
    "feed_reader": ("FEED_QUEUE_URL",),
    "acknowledgements": ("ACKNOWLEDGEMENT_QUEUE_URL",),
    "public_url": ("PUBLIC_URL",),
    "programme": ("PROGRAMME",),
    "once": ("IDEMPOTENCY_TABLE",),
}
BUILT_ON_DEMAND = ("items", "files")
"""Their names are looked up when they are used: a function is given only its own."""


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    with moto_world():
        for name, text in VARIABLES.items():
            monkeypatch.setenv(name, text)
        forget_what_was_built()
        yield
    forget_what_was_built()


def forget_what_was_built() -> None:
    for part in vars(wiring).values():
        clear = getattr(part, "cache_clear", None)
        if clear is not None:
            clear()


@pytest.mark.parametrize("part", [*PARTS, "metrics", "clock", "ids"])
def test_each_part_is_built_once(part: str) -> None:
    give = getattr(wiring, part)
    assert give() is not None
    assert give() == give()


@pytest.mark.parametrize(
    ("part", "variable"),
    [(p, variable) for p in PARTS if p not in BUILT_ON_DEMAND for variable in PARTS[p]],
)
@pytest.mark.parametrize("text", [None, ""])
def test_a_missing_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, part: str, variable: str, text: str | None
) -> None:
    if text is None:
        monkeypatch.delenv(variable)
    else:
        monkeypatch.setenv(variable, text)
    with pytest.raises(Misconfigured, match=variable):
        getattr(wiring, part)()


def test_counters_go_where_the_alarms_of_the_installation_look(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("METRIC_NAMESPACE", "Cofund/trial")
    wiring.metrics().count("LetterRefused", step="letters")
    assert '"Namespace": "Cofund/trial"' in capsys.readouterr().out


def test_a_function_without_a_bucket_can_use_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EVIDENCE_BUCKET")
    expires_at = wiring.clock()() + timedelta(minutes=5)
    ticket = wiring.files().ticket(
        "k",
        document_id="d-1",
        claim_id="c-1",
        content_type="application/pdf",
        redirect_to=None,
        expires_at=expires_at,
    )
    assert ticket.url == f"{wiring.upload_origin()}/"
    with pytest.raises(Misconfigured, match="EVIDENCE_BUCKET"):
        wiring.files().read("evidence", "k", limit=1)


def test_the_scan_is_the_one_that_the_installation_names(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(wiring.scanner(), GuardDutyScanner)
    forget_what_was_built()
    monkeypatch.setenv("SCANNER", "eicar")
    assert isinstance(wiring.scanner(), EicarScanner)


def test_an_unknown_scan_is_named_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCANNER", "none")
    with pytest.raises(Misconfigured, match="guardduty"):
        wiring.scanner()


def test_the_public_address_ends_without_a_slash() -> None:
    assert wiring.public_url() == "https://cofund.example"


def test_browsers_send_files_to_the_quarantine_buckets_own_address() -> None:
    assert wiring.upload_origin() == "https://cofund-quarantine.s3.eu-central-1.amazonaws.com"


def test_the_clock_is_aware_and_in_utc() -> None:
    assert wiring.clock()().tzinfo is UTC


def test_ids_are_long_and_never_the_same() -> None:
    new_id = wiring.ids()
    made = {new_id() for _ in range(1_000)}
    assert len(made) == 1_000
    assert {len(identifier) for identifier in made} == {32}


def test_importing_the_wiring_imports_nothing_heavy() -> None:
    heavy = "{'boto3', 'botocore', 'pydantic'}"
    seen = f"import sys, cofund.aws.wiring; print(sorted({heavy} & {{*sys.modules}}))"
    answer = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", seen], capture_output=True, text=True, check=True, timeout=60
    )
    assert answer.stdout.strip() == "[]"
