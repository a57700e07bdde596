"""`cofund local`: started, stopped in the middle of everything, started again, killed.

One claim lives through three engines on one state: it is submitted to the first, which is stopped
while the documents are being read; it comes to its reviewer in the second; it is decided in the
third by the link that the second mailed, and paid. The third is killed in the end.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cofund.cli.installation import SETTINGS
from cofund.cli.visits import CODE, LINK, approve, draft_claim, open_review, sign_in, submit_draft
from cofund.files.written import load_claim_folder
from tests.cli.commands import SAMPLES, Ran
from tests.cli.local_engine import Ended, LocalEngine, lives, run, seen

PARTNER = "irina@integrator.example"
OPTIONS = ("--port", "0", "--state", "kept", "--now", "2026-11-20T12:00+03:00")
DAY = "2026-11-20"


@dataclass
class Life:
    """What was seen while the claim lived."""

    folder: Path
    claim_id: str = ""
    ended: dict[str, Ended] = field(default_factory=dict)
    ran: dict[str, Ran] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    def note(self, name: str, *words: str) -> Ran:
        """Run a command and keep how it ended."""
        self.ran[name] = run(self.folder, *words)
        return self.ran[name]

    def state(self) -> str:
        """Give the claim's state."""
        ran = run(self.folder, "claim", "show", self.claim_id, "--json")
        return str(ran.rows[0]["state"])


def mail_that(engine: LocalEngine, fits: Callable[[dict[str, Any]], bool], already: int) -> Any:
    """Wait for a mail beyond the first ``already`` that fits."""

    def look() -> dict[str, Any] | None:
        return next(filter(fits, engine.mails()[already:]), None)

    return seen(look)


def asks(mail: dict[str, Any]) -> bool:
    """Say whether a mail has a reviewer's link."""
    return LINK.search(mail["text"]) is not None


def is_to(address: str, mail: dict[str, Any]) -> bool:
    """Say whether a mail went to an address."""
    return address in mail["to"]


def has_code(mail: dict[str, Any]) -> bool:
    """Say whether a mail has a reviewer's code."""
    return not asks(mail) and CODE.search(mail["text"]) is not None


def submitted(life: Life) -> None:
    """Submit the claim to the first engine and stop it at once."""
    seed = str(SAMPLES / "seed.yaml")
    engine = LocalEngine(life.folder, *OPTIONS, "--seed", seed)
    life.facts["printed"] = engine.printed
    life.facts["published"] = (life.folder / SETTINGS).exists()
    browser = sign_in(engine.url, "irina", engine.printed["password"])
    draft = draft_claim(browser, SAMPLES / "clean", load_claim_folder(SAMPLES / "clean"))
    submit_draft(browser, draft)
    life.claim_id = draft.claim_id
    life.ended["first"] = engine.end(signal.SIGTERM)
    life.facts["published after"] = (life.folder / SETTINGS).exists()


def brought_to_review(life: Life) -> str:
    """Let the second engine drive the claim on to its reviewer; give the mailed link."""
    engine = LocalEngine(life.folder, *OPTIONS)
    mail = mail_that(engine, asks, 0)
    link = LINK.search(mail["text"])
    assert link is not None
    life.facts["state before the second stop"] = life.state()
    life.facts["mails before"] = [one["id"] for one in engine.mails()]
    life.ended["second"] = engine.interrupt_all()
    return link[1]


def decided_and_paid(life: Life, link: str) -> LocalEngine:
    """Decide in the third engine by the old link, and let finance book the payout."""
    engine = LocalEngine(life.folder, *OPTIONS)
    life.facts["mails after"] = [one["id"] for one in engine.mails()]
    life.facts["state after"] = life.state()
    known = len(engine.mails())
    review = open_review(engine.url, link)
    code = CODE.search(mail_that(engine, has_code, known)["text"])
    assert code is not None
    approve(review, code[1])
    mail_that(engine, partial(is_to, PARTNER), known)
    for name in ("tail", "tail again"):
        life.note(name, "feed", "tail", "--json")
    life.note("reconcile before", "feed", "reconcile", "--day", DAY)
    known = len(engine.mails())
    life.note("ack", "feed", "ack", life.ran["tail"].rows[0]["id"], "--reference", "БП-1")
    mail_that(engine, partial(is_to, PARTNER), known)
    return engine


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Life:
    """The whole life of one claim."""
    life = Life(tmp_path_factory.mktemp("local"))
    submitted(life)
    link = brought_to_review(life)
    engine = decided_and_paid(life, link)
    life.facts["state in the end"] = life.state()
    life.note("reconcile after", "feed", "reconcile", "--day", DAY, "--json")
    life.note("replay", "feed", "replay", "--from", DAY, "--to", DAY, "--json")
    life.note("take", "feed", "tail", "--take")
    life.note("tail of nothing", "feed", "tail")
    life.note("audit", "ledger", "audit", "--json")
    port = engine.url.rsplit(":", 1)[1]
    life.note("port taken", "local", "--port", port)
    life.note("state taken", "local", "--port", "0", "--state", "kept")
    life.facts["published beside another"] = (life.folder / SETTINGS).exists()
    life.ended["third"] = engine.end(signal.SIGKILL)
    life.note("after the kill", "ledger", "audit")
    return life


def test_an_engine_prints_its_addresses_on_one_line(life: Life) -> None:
    printed = life.facts["printed"]
    assert set(printed) == {"pages", "mailbox", "aws", "logs", "password"}
    assert printed["pages"].endswith("/sign-in")
    assert life.facts["published"]


@pytest.mark.parametrize("which", ["first", "second"])
def test_a_stopped_engine_ends_well_and_leaves_nothing_behind(life: Life, which: str) -> None:
    ended = life.ended[which]
    assert (ended.status, ended.err) == (0, "stopping\n")
    assert ended.left_over == set()
    assert not life.facts["published after"]


def test_a_claim_in_the_middle_of_reading_is_driven_on(life: Life) -> None:
    assert life.facts["state before the second stop"] == "in_review"


def test_mails_and_the_waiting_claim_are_there_after_a_restart(life: Life) -> None:
    before, after = life.facts["mails before"], life.facts["mails after"]
    assert after[: len(before)] == before
    assert life.facts["state after"] == "in_review"


def test_the_old_link_decides_and_the_claim_is_paid(life: Life) -> None:
    assert life.facts["state in the end"] == "paid"
    (report,) = life.ran["audit"].rows
    assert (life.ran["audit"].status, report["sound"], report["messages"]) == (0, True, 1)


def test_a_look_at_the_feed_leaves_its_messages_there(life: Life) -> None:
    (first,), (second,) = life.ran["tail"].rows, life.ran["tail again"].rows
    assert first == second
    assert first["type"] == "com.cofund.payout.approved.v1"
    assert first["data"]["amount"] == {"amount_minor": 4_800_000, "currency": "RUB"}
    assert first["data"]["claim"] == life.claim_id


def test_taking_empties_the_feed(life: Life) -> None:
    assert life.ran["take"].status == 0
    assert "48000.00 RUB" in life.ran["take"].out
    assert life.ran["tail of nothing"].out == "nothing on the feed\n"


def test_finances_answer_reconciles_the_day(life: Life) -> None:
    event_id = life.ran["tail"].rows[0]["id"]
    before, after = life.ran["reconcile before"], life.ran["reconcile after"]
    assert (before.status, after.status) == (1, 0)
    assert f"not acknowledged (sent): {event_id}" in before.out
    assert life.ran["ack"].out.startswith(f"acknowledged {event_id}")
    assert after.rows[0]["missing"] == []
    assert [message["id"] for message in life.ran["replay"].rows] == [event_id]


def test_a_port_that_is_taken_is_one_sentence(life: Life) -> None:
    ran = life.ran["port taken"]
    assert (ran.status, ran.out) == (2, "")
    assert "is taken by another program: choose another by --port" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_state_that_is_in_use_is_one_sentence(life: Life) -> None:
    ran = life.ran["state taken"]
    assert (ran.status, ran.out) == (2, "")
    assert "Another engine keeps its state in kept" in ran.err
    assert life.facts["published beside another"]


def test_a_killed_engine_leaves_no_workers_and_commands_say_so(life: Life) -> None:
    killed, ran = life.ended["third"], life.ran["after the kill"]
    assert killed.status == -signal.SIGKILL
    assert seen(lambda: True if not any(map(lives, killed.left_over)) else None)
    assert ran.status == 2
    assert "names an engine that does not run any more" in ran.err


def test_a_seed_file_with_mistakes_starts_nothing(tmp_path: Path) -> None:
    (tmp_path / "seed.yaml").write_text("partners: none\n")
    ran = run(tmp_path, "local", "--port", "0", "--seed", "seed.yaml")
    assert (ran.status, ran.out) == (2, "")
    assert "seed.yaml:1: partners: " in ran.err


@pytest.mark.parametrize("command", ["local", "demo"])
def test_a_port_of_another_program_is_not_taken_from_it(tmp_path: Path, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        ran = run(tmp_path, command, "--port", str(other.getsockname()[1]))
    assert (ran.status, ran.out) == (2, "")
    assert "is taken by another program" in ran.err
    assert not (tmp_path / SETTINGS).exists()
