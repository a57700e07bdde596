"""Seals: whoever changes a posting behind the ledger's back is found, whatever else they change."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from cofund.books.seal_book import SealBook
from cofund.items import Delete, Item, Key, Update
from cofund.ledger import seals as sealing
from cofund.ledger.seals import NOTHING, broken_seals, digest_of_seal, next_seals
from cofund.ledger.shapes import balance_key, fund_text, posting_key
from cofund.models.ledger import Accrue
from cofund.models.seals import Seal, SealReport
from cofund.steps.sealing import seal_ledger, verify_seals
from tests.builders.answers import answer
from tests.builders.claim_files import FUND
from tests.builders.claims import an_office
from tests.builders.reads import roubles
from tests.builders.walks import Walk, a_walk
from tests.fakes.clock import FakeClock
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice

FUND_NAME = fund_text(FUND)


@pytest.fixture
def walk() -> Walk:
    """A claim that was debited, its fund sealed the night before and the night after."""
    office = an_office()
    seal_ledger(office=office)
    walked = a_walk(office).to_review()
    answer(office, "approve")
    walked.end()
    office.clock.move(timedelta(days=1))
    seal_ledger(office=office)
    return walked


def broken(office: FakeOffice) -> list[tuple[int, str | None, str]]:
    """Give what of the first partner's fund is not as it was sealed."""
    report = verify_seals(office=office)
    return [(one.number, one.entry_id, one.what) for one in report.breaks if one.fund == FUND_NAME]


def seal_key(number: int) -> Key:
    return Key("ledger", f"SEAL#{FUND_NAME}", f"{number:06d}")


def test_a_sound_ledger_is_as_it_was_sealed(walk: Walk) -> None:
    report = verify_seals(office=walk.office)
    assert report == SealReport(funds=2, seals=3, sealed=6, unsealed=0, breaks=())


def test_a_night_without_postings_brings_no_seal(walk: Walk) -> None:
    before = verify_seals(office=walk.office)
    assert seal_ledger(office=walk.office) == before
    assert verify_seals(office=walk.office) == before


def test_what_was_posted_since_the_last_night_is_unsealed_and_no_break(walk: Walk) -> None:
    walk.office.ledger.post(
        Accrue(
            fund=FUND,
            actor="maria",
            reason="jubilee",
            at=walk.office.clock(),
            programme_version="2026.1",
            source="order-7",
            amount=roubles(1),
        )
    )
    report = verify_seals(office=walk.office)
    assert (report.sealed, report.unsealed, report.unbroken) == (6, 1, True)
    seal_ledger(office=walk.office)
    report = verify_seals(office=walk.office)
    assert (report.sealed, report.unsealed, report.unbroken) == (7, 0, True)


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("deltas", {"accrued": 1, "available": 1}),
        ("actor", "nobody"),
        ("at", "2020-01-01T00:00:00.000000+00:00"),
        ("digest", "f" * 64),
        ("subject", "another-claim"),
    ],
)
def test_a_posting_that_was_changed_is_named(walk: Walk, attribute: str, value: Item | str) -> None:
    entry = f"{walk.claim_id}#1#DEBIT"
    walk.office.items.write((Update(posting_key(FUND, entry), assign={attribute: value}),))
    assert broken(walk.office) == [(2, entry, "posting_changed")]


def test_a_posting_that_was_removed_is_named(walk: Walk) -> None:
    entry = f"{walk.claim_id}#1#HOLD"
    walk.office.items.write((Delete(posting_key(FUND, entry)),))
    assert broken(walk.office) == [(2, entry, "posting_missing")]


def test_a_seal_made_anew_over_a_changed_posting_is_found_by_its_locked_copy(walk: Walk) -> None:
    office, entry = walk.office, f"{walk.claim_id}#1#DEBIT"
    office.items.write((Update(posting_key(FUND, entry), assign={"reason": "changed"}),))
    book = SealBook(office.items, office.files)
    first, second = book.listed(FUND)
    sealed = {one.entry_id for one in second.entries}
    postings = {name: item for name, item in book.postings(FUND).items() if name in sealed}
    (forged,) = next_seals(FUND, first, postings, at=second.sealed_at)
    office.items.write((Update(seal_key(2), assign={"seal": forged.model_dump_json()}),))
    assert broken(office) == [(2, None, "seal_changed"), (2, entry, "posting_changed")]


def test_a_seal_that_was_removed_is_named_and_hides_nothing(walk: Walk) -> None:
    entry = f"{walk.claim_id}#1#DEBIT"
    walk.office.items.write((Delete(seal_key(1)),))
    assert broken(walk.office) == [(1, None, "seal_missing")]
    walk.office.items.write((Update(posting_key(FUND, entry), assign={"reason": "changed"}),))
    walk.office.items.write((Delete(seal_key(2)),))
    assert (2, entry, "posting_changed") in broken(walk.office)


def test_a_seal_that_was_never_locked_does_not_count(walk: Walk) -> None:
    last = SealBook(walk.office.items, walk.office.files).listed(FUND)[-1]
    made_up = last.model_copy(update={"number": 3})
    walk.office.items.write((Update(seal_key(3), assign={"seal": made_up.model_dump_json()}),))
    assert broken(walk.office) == [(3, None, "seal_not_locked")]


def test_each_break_rings_and_the_fund_gets_no_new_seal(walk: Walk) -> None:
    office = walk.office
    postings = SealBook(office.items, office.files).postings(FUND)
    entry = next(name for name in postings if name.endswith("#ACC"))
    office.items.write((Update(posting_key(FUND, entry), assign={"actor": "nobody"}),))
    report = seal_ledger(office=office)
    assert not report.unbroken
    assert office.metrics.total("LedgerViolation") >= 1
    assert len(SealBook(office.items, office.files).locked(FUND)) == 2


def test_a_run_that_stopped_between_its_two_writes_is_finished_by_the_next(walk: Walk) -> None:
    office = walk.office
    office.items.write((Delete(seal_key(2)),))
    assert broken(office) == []
    seal_ledger(office=office)
    assert len(SealBook(office.items, office.files).listed(FUND)) == 2
    assert broken(office) == []


def test_two_runs_of_one_night_leave_one_seal(walk: Walk) -> None:
    office = walk.office
    book = SealBook(office.items, office.files)
    last = book.locked(FUND)[-1]
    posting = next(iter(book.postings(FUND).values()))
    mine, theirs = (
        next(next_seals(FUND, last, {"x#ACC": {**posting, "trace_id": who}}, at=office.clock()))
        for who in ("mine", "theirs")
    )
    assert book.append(theirs) == theirs
    assert book.append(mine) == theirs
    assert book.listed(FUND)[-1] == theirs


def test_many_postings_take_several_seals_in_one_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MAX_SEALED", 2)
    postings = {f"s{n}#ACC": a_posting(n) for n in range(5)}
    seals = tuple(next_seals(FUND, None, postings, at=FakeClock()()))
    assert [len(seal.entries) for seal in seals] == [2, 2, 1]
    assert [seal.count for seal in seals] == [2, 4, 5]
    assert [seal.previous for seal in seals] == [NOTHING, seals[0].digest, seals[1].digest]
    assert seals[-1].sums == {"accrued": 10, "available": 10}
    assert list(broken_seals(FUND_NAME, seals, postings)) == []


def test_seals_in_another_order_are_out_of_their_chain() -> None:
    first = the_seal(None, {"a#ACC": a_posting(1)})
    second = the_seal(first, {"b#ACC": a_posting(2)})
    other = the_seal(None, {"b#ACC": a_posting(2)})
    postings = {"a#ACC": a_posting(1), "b#ACC": a_posting(2)}
    (found,) = broken_seals(FUND_NAME, (first, other), postings)
    assert (found.number, found.what) == (2, "seal_out_of_chain")
    assert list(broken_seals(FUND_NAME, (first, second), postings)) == []


def test_a_seals_digest_covers_each_of_its_fields() -> None:
    seal = the_seal(None, {"a#ACC": a_posting(1)})
    changes: dict[str, object] = {
        "number": 2,
        "count": 2,
        "currency": "EUR",
        "sums": {"accrued": 2, "available": 2},
        "previous": "a" * 64,
        "sealed_at": seal.sealed_at + timedelta(seconds=1),
    }
    for name, value in changes.items():
        assert digest_of_seal(seal.model_copy(update={name: value})) != seal.digest, name
    assert set(changes) == set(Seal.model_fields) - {"fund", "entries", "digest"}


def test_a_seal_is_the_same_whatever_order_the_table_gives() -> None:
    posting = a_posting(1)
    turned = json.loads(json.dumps(dict(reversed(posting.items()))))
    assert the_seal(None, {"a#ACC": posting}) == the_seal(None, {"a#ACC": turned})


def test_an_empty_ledger_has_nothing_to_seal() -> None:
    office = FakeOffice(items=MemoryItems())
    assert seal_ledger(office=office) == SealReport(
        funds=0, seals=0, sealed=0, unsealed=0, breaks=()
    )


def test_a_changed_balance_is_the_audits_business_not_the_seals(walk: Walk) -> None:
    walk.office.items.write((Update(balance_key(FUND), add={"available": 1}),))
    assert broken(walk.office) == []


def a_posting(amount: int) -> Item:
    """Give what is stored of an accrual."""
    return {
        "kind": "ACCRUE",
        "currency": "RUB",
        "deltas": {"accrued": amount, "available": amount},
        "actor": "maria",
    }


def the_seal(last: Seal | None, postings: dict[str, Item]) -> Seal:
    """Give the one seal over some postings."""
    (seal,) = next_seals(FUND, last, postings, at=FakeClock()())
    return seal
