"""`ledger`, `claim`, `feed` and `seed` on an office of fakes: answers, refusals, exit statuses."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from openpyxl import load_workbook

from cofund.books.ledger_audit import LAWS
from cofund.cli import claim, claw_back, feed, ledger, seed
from cofund.cli.words import said
from cofund.errors import CofundError, TryAgain
from cofund.items import Update
from cofund.ledger.shapes import balance_key, fund_text, posting_key
from cofund.models.seals import BreakName
from cofund.steps.operating import needs_operator
from tests.builders.answers import answer
from tests.builders.claim_files import FUND
from tests.builders.claims import a_draft, an_office
from tests.builders.corrections import BANQUET, a_line_misread, correct_as_reviewer
from tests.builders.walks import Walk, a_walk
from tests.cli.commands import SAMPLES, cofund
from tests.fakes.office import FakeOffice

SEED = SAMPLES / "seed.yaml"
PASSWORD = "Try-Cofund-here-1"
DAY = "2026-09-25"
"""The day on which the fakes' clock stands."""


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    """The office that the commands find."""
    return found_by_commands(an_office(), monkeypatch)


@pytest.fixture
def new_office(monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    """The office that the commands find, with nobody in it yet."""
    return found_by_commands(FakeOffice(), monkeypatch)


def found_by_commands(office: FakeOffice, monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    """Let the commands find an office."""
    for group in (claim, claw_back, feed, ledger, seed):
        monkeypatch.setattr(group, "find_office", lambda: office)
    return office


def sent_to_finance(office: FakeOffice) -> Walk:
    """Take a claim up to its payout's way to finance."""
    walk = a_walk(office).to_review()
    answer(office, "approve")
    assert walk.end().state == "payout_sent"
    return walk


def test_sound_books_are_said_to_be_sound(office: FakeOffice) -> None:
    sent_to_finance(office)
    ran = cofund("ledger", "audit")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == "every law holds"
    (report,) = cofund("ledger", "audit", "--json").rows
    assert (report["sound"], report["messages"], report["violations"]) == (True, 1, [])


def test_tampered_books_are_named_with_the_law_that_is_broken(office: FakeOffice) -> None:
    change = Update(key=balance_key(FUND), add={"available": -1})
    office.items.write((change,))
    ran = cofund("ledger", "audit")
    assert ran.status == 1
    assert "every law holds" not in ran.out
    assert f"broken I2 ({LAWS['I2']}), " in ran.out
    russian = cofund("ledger", "audit", "--language", "ru").out
    assert "нарушено I2 (начислено = доступно + " in russian
    ran = cofund("ledger", "audit", "--json")
    (report,) = ran.rows
    assert (ran.status, report["sound"]) == (1, False)
    assert "I2" in {violation["law"] for violation in report["violations"]}


def test_every_law_and_every_break_has_its_words_in_both_languages() -> None:
    for law, words in LAWS.items():
        assert said(f"law.{law}", "en") == words
        assert said(f"law.{law}", "ru") != words
    for what in get_args(BreakName):
        english, russian = (
            said(f"break.{what}", locale, entry="E1", number="7") for locale in ("en", "ru")
        )
        assert english != russian
        assert "E1" in english or "7" in english


def test_a_claims_story_is_told_with_who_and_when(office: FakeOffice) -> None:
    walk = sent_to_finance(office)
    ran = cofund("claim", "show", walk.claim_id)
    assert ran.status == 0
    assert f"claim {walk.claim_id}, version 1: payout_sent" in ran.out
    assert [line for line in ran.out.splitlines() if "in_review" in line and "approved" in line]
    (told,) = cofund("claim", "show", walk.claim_id, "--json").rows
    assert told["state"] == "payout_sent"
    states = [change["to_state"] for change in told["history"]]
    assert states[-3:] == ["approved", "debited", "payout_sent"]


def test_what_a_reviewer_set_right_is_told_beside_what_was_read(office: FakeOffice) -> None:
    walk = a_walk(office, a_draft(office, papers=a_line_misread())).to_review()
    correct_as_reviewer(walk, BANQUET)
    shown = cofund("claim", "show", walk.claim_id).out
    assert "corrected by hand" in shown
    assert "Авиабилеты" in shown
    (told,) = cofund("claim", "show", walk.claim_id, "--json").rows
    (correction,) = told["corrections"]
    assert correction["before"]["text"] == "Авиабилеты"
    assert correction["value"] == {"kind": "text", "value": "Банкетное обслуживание"}


def test_a_stopped_claim_says_how_it_goes_on_and_does(office: FakeOffice) -> None:
    walk = a_walk(office).to_review()
    needs_operator(walk.claim_id, 1, error="KeyError", office=office)
    assert (
        f"cofund claim resume {walk.claim_id} --by LOGIN"
        in cofund("claim", "show", walk.claim_id).out
    )
    ran = cofund("claim", "resume", walk.claim_id, "--by", "oleg", "--json")
    assert ran.status == 0
    assert ran.rows[0]["claim_id"] == walk.claim_id
    assert ran.rows[0]["execution"] in office.workflow.started
    assert walk.claim.state == "in_review"


def test_money_is_taken_back_once_and_the_next_part_by_its_number(office: FakeOffice) -> None:
    walk = sent_to_finance(office)
    words = ("claim", "claw-back", walk.claim_id, "--by", "marina", "--reason", "Ужина не было")
    ran = cofund(*words, "--amount", "22 000,00")
    assert (ran.status, ran.err) == (0, "")
    said = f"22000.00 RUB of claim {walk.claim_id}, version 1, is clawed back (entry 1); "
    assert ran.out == f"{said}100000.00 RUB can still be clawed back\n"
    assert "was clawed back already" in cofund(*words, "--amount", "22000").out
    other = cofund(*words, "--amount", "100000")
    assert (other.status, other.out) == (2, "")
    assert "a further one is number 2 (EntryConflict)" in other.err
    (done,) = cofund(*words, "--amount", "100000", "--entry", "2", "--json").rows
    assert (done["left"]["amount_minor"], done["replayed"]) == (0, False)
    assert walk.claim.state == "clawed_back"
    shown = cofund("claim", "show", walk.claim_id).out
    assert "clawed back" in shown
    assert "Ужина не было" in shown
    (told,) = cofund("claim", "show", walk.claim_id, "--json").rows
    assert [taken["number"] for taken in told["clawbacks"]] == [1, 2]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("--amount", "1,234"), "--amount takes an amount of RUB above zero"),
        (("--amount", "0"), "--amount takes an amount of RUB above zero"),
        (("--amount", "122000.01"), "at most 122000.00 can be clawed back (NotAccepted)"),
        (("--by", "rita"), "only managers and finance claw back (Forbidden)"),
        (("--reason", " "), "--reason takes 1 to 200 characters"),
        (("--reason", "x" * 201), "--reason takes 1 to 200 characters"),
        (("--version", "2"), "nothing was paid on this version (NotFound)"),
    ],
)
def test_a_clawback_that_cannot_be_says_why(
    office: FakeOffice, change: tuple[str, str], sentence: str
) -> None:
    walk = sent_to_finance(office)
    words = ("--amount", "1000", "--by", "fedor", "--reason", "Ошибка")
    ran = cofund("claim", "claw-back", walk.claim_id, *words, *change)
    assert (ran.status, ran.out) == (2, "")
    assert sentence in ran.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("claim", "show", "c-0"), "no such claim (NotFound)"),
        (("claim", "resume", "c-0", "--by", "oleg"), "no such claim (NotFound)"),
        (("feed", "ack", "c-0.v1.payout"), "no such message (NotFound)"),
    ],
)
def test_what_is_not_there_is_said_to_be_missing(
    office: FakeOffice, words: tuple[str, ...], sentence: str
) -> None:
    assert office.claims is not None
    ran = cofund(*words)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"cofund: {sentence}\n"


def test_a_claim_that_waits_for_nobody_is_not_resumed(office: FakeOffice) -> None:
    walk = a_walk(office).to_review()
    ran = cofund("claim", "resume", walk.claim_id, "--by", "oleg")
    assert ran.status == 2
    assert "the claim doesn't wait for an operator" in ran.err
    assert walk.claim.state == "in_review"


def test_a_day_is_reconciled_once_finance_has_booked_all_of_it(office: FakeOffice) -> None:
    walk = sent_to_finance(office)
    event_id = f"{walk.claim_id}.v1.payout"
    before = cofund("feed", "reconcile", "--day", DAY)
    assert before.status == 1
    assert f"not acknowledged (sent): {event_id}" in before.out
    walk.acknowledge()
    after = cofund("feed", "reconcile", "--day", DAY, "--json")
    (control,) = after.rows
    assert (after.status, control["missing"]) == (0, [])
    assert control["data"]["count"] == 1


def test_a_day_without_payouts_is_reconciled(office: FakeOffice) -> None:
    sent_to_finance(office)
    ran = cofund("feed", "reconcile", "--day", "2026-09-24")
    assert ran.status == 0
    assert "nothing" in ran.out


def test_a_replay_sends_the_same_ids_again(office: FakeOffice) -> None:
    walk = sent_to_finance(office)
    ran = cofund("feed", "replay", "--from", DAY, "--to", DAY, "--json")
    assert ran.status == 0
    assert [message["id"] for message in ran.rows] == [f"{walk.claim_id}.v1.payout"]
    assert len(office.feed.messages) == 1
    none = cofund("feed", "replay", "--from", "2026-09-26", "--to", "2026-09-30")
    assert (none.status, none.out) == (0, "nothing sent again\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--from", "2026-09-26", "--to", DAY), f"--to {DAY} is before --from 2026-09-26"),
        (("--from", "25.09.2026", "--to", DAY), "'25.09.2026' does not match"),
    ],
)
def test_days_that_make_no_sense_are_refused(words: tuple[str, ...], sentence: str) -> None:
    ran = cofund("feed", "replay", *words)
    assert (ran.status, ran.out) == (2, "")
    assert sentence in ran.err


def test_passing_trouble_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy() -> None:
        raise TryAgain("the table answered Throttling")

    monkeypatch.setattr(ledger, "audit_ledger", lambda **_office: busy())
    monkeypatch.setattr(ledger, "find_office", FakeOffice)
    ran = cofund("ledger", "audit")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.endswith("cofund: the table answered Throttling (TryAgain)\n")
    assert issubclass(TryAgain, CofundError)


def test_seeding_twice_is_seeding_once(new_office: FakeOffice) -> None:
    first = cofund("seed", SEED, "--password", PASSWORD, "--json")
    movements = cofund("ledger", "audit", "--json").rows[0]["postings"]
    again = cofund("seed", SEED, "--password", PASSWORD)
    assert (first.status, again.status) == (0, 0)
    assert first.rows[0]["partners"] == 3
    assert again.out.startswith("seeded 3 partners, 8 people")
    assert cofund("ledger", "audit", "--json").rows[0]["postings"] == movements
    assert new_office.sign_in.check("irina", PASSWORD)


def test_a_password_is_asked_for_twice_and_never_shown(new_office: FakeOffice) -> None:
    ran = cofund("seed", SEED, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert ran.status == 0
    assert new_office.sign_in.check("irina", PASSWORD)
    assert PASSWORD not in ran.out + ran.err
    differing = cofund("seed", SEED, typed=f"{PASSWORD}\nanother\n")
    assert differing.status != 0
    assert "do not match" in differing.out + differing.err


def test_a_seed_file_with_mistakes_seeds_nothing(new_office: FakeOffice, tmp_path: Path) -> None:
    written = tmp_path / "seed.yaml"
    written.write_text(SEED.read_text().replace("role: reviewer", "role: reader", 1))
    line = 1 + written.read_text().splitlines().index("  role: reader")
    ran = cofund("seed", written, "--password", PASSWORD)
    assert (ran.status, ran.out) == (2, "")
    assert f"{written}:{line}: people[4].role: write " in ran.err
    assert "irina" not in {person.login for person in new_office.directory.people("partner")}


def test_a_seed_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    ran = cofund("seed", tmp_path / "none.yaml", "--password", PASSWORD)
    assert ran.status == 2
    assert "none.yaml" in ran.err
    assert "No such file" in ran.err


def test_other_contents_under_a_known_name_are_refused(
    new_office: FakeOffice, tmp_path: Path
) -> None:
    assert cofund("seed", SEED, "--password", PASSWORD).status == 0
    written = tmp_path / "seed.yaml"
    written.write_text(SEED.read_text().replace("inn: '7715300037'", "inn: '5407400040'", 1))
    ran = cofund("seed", written, "--password", PASSWORD)
    assert ran.status == 2
    assert "(EntryConflict)" in ran.err
    assert new_office.directory.partner("integrator").inn == "7715300037"


def test_a_posting_tampered_with_by_hand_is_found(office: FakeOffice) -> None:
    walk = sent_to_finance(office)
    assert cofund("ledger", "seal").status == 0
    ran = cofund("ledger", "verify")
    assert ran.status == 0
    assert ran.out.splitlines()[-1] == "all is as it was sealed"
    entry = f"{walk.claim_id}#1#DEBIT"
    office.items.write((Update(posting_key(FUND, entry), assign={"actor": "somebody"}),))
    ran = cofund("ledger", "verify")
    assert ran.status == 1
    assert f"posting {entry} was changed after seal 1" in ran.out
    russian = cofund("ledger", "verify", "--language", "ru").out
    assert f"нарушено {fund_text(FUND)}: проводка {entry} изменена после печати 1" in russian
    (report,) = cofund("ledger", "verify", "--json").rows
    assert (report["unbroken"], report["breaks"][0]["entry_id"]) == (False, entry)


def test_a_posting_is_explained_by_what_stands_behind_it(office: FakeOffice) -> None:
    walk = sent_to_finance(office)
    entry = f"{walk.claim_id}#1#DEBIT"
    ran = cofund("ledger", "explain", entry)
    assert ran.status == 0
    out = ran.out.replace("\u00a0", " ")
    for words in (
        f"{entry} · Approved for payout · 25 September 2026, 12:00 (Moscow)",
        "Fund of ООО «Примерный Интегратор», 3rd quarter of 2026",
        "Decision: Approved, RUB 122,000.00, by Rita Review (rita)",
        f"Claim {walk.claim_id}, version 1, with its documents:",
        "  Invoice: ",
        "Under no seal yet",
    ):
        assert words in out
    cofund("ledger", "seal")
    (explained,) = cofund("ledger", "explain", entry, "--json").rows
    assert (explained["seal"], explained["posting"]["subject"]) == (1, walk.claim_id)
    assert cofund("ledger", "explain", "nothing#1#DEBIT").status == 2


def test_the_journal_is_a_workbook_of_postings_and_balances(
    office: FakeOffice, tmp_path: Path
) -> None:
    walk = sent_to_finance(office)
    file = tmp_path / "journal.xlsx"
    ran = cofund("ledger", "export", file)
    assert ran.out == f"6 postings of 2 funds written to {file}\n"
    book = load_workbook(file)
    heads, *postings = book["postings"].iter_rows(values_only=True)
    rows = [dict(zip(heads, row, strict=True)) for row in postings]
    debit = next(row for row in rows if row["entry"] == f"{walk.claim_id}#1#DEBIT")
    assert (debit["partner"], debit["by"], debit["debited"]) == ("integrator", "rita", 122_000)
    posted = office.ledger.entry(FUND, debit["entry"])
    assert posted is not None
    assert debit["at (UTC)"] == posted.at.replace(microsecond=0, tzinfo=None)
    for bucket in ("accrued", "debited", "available"):
        moved = sum(row[bucket] or 0 for row in rows if row["partner"] == "integrator")
        assert moved == getattr(office.ledger.balance(FUND), bucket).amount_minor / 100
    heads, first, _ = book["balances"].iter_rows(values_only=True)
    assert dict(zip(heads, first, strict=True))["accrued"] == 1_000_000
    ran = cofund("ledger", "export", file, "--partner", "nobody", "--json")
    assert ran.rows == [{"file": str(file), "postings": 0, "funds": 0}]
