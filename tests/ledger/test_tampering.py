"""Whatever is changed, removed or added behind the ledger's back is found, and said where.

What no law and no seal speaks of is listed here, and docs/threat-model.md says so: the lists must
not be longer than they need to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from cofund.books.ledger_audit import audit_ledger
from cofund.books.seal_book import SealBook, row_of
from cofund.items import Delete, Item, Key, Put, Stored, Update, Value
from cofund.ledger.seals import next_seals
from cofund.ledger.shapes import balance_key, fund_text, invoice_key, limit_key, posting_key
from cofund.steps.sealing import seal_ledger, verify_seals
from tests.builders.movements import FUND, invoice
from tests.builders.points import ACCOUNT, an_earning
from tests.fakes.office import FakeOffice
from tests.ledger.whole_ledger import a_whole_ledger

UNTOLD = {
    ("BUDGET SET", "by"),
    ("BUDGET SET", "reason"),
    ("BUDGET SET", "at"),
    ("CLM HOLD RELEASED", "souvenir"),
    ("INV PAID", "claim"),
    ("ORD STATE CANCELLED", "souvenir"),
    ("ORD STATE CANCELLED", "limited"),
}
"""What says nothing of money any more, or who set a budget and why."""
REMADE = {f"SEAL {row_of(2)}"}
"""A last seal's row: the next night makes it anew from its locked copy."""


@cache
def whole() -> FakeOffice:
    """Give the one ledger that all tests here tamper with, and mend again."""
    return a_whole_ledger()


def found_in(office: FakeOffice) -> list[str]:
    """Give what is said to be amiss, by the audit or, where that is content, by the seals."""
    violations = audit_ledger(office.items).violations
    if violations:
        return [f"{one.law} {one.subject}" for one in violations]
    breaks = verify_seals(office=office).breaks
    return [f"{one.what} {one.fund} {one.entry_id} {one.number}" for one in breaks]


def name_of(stored: Stored) -> str:
    """Give what kind of item it is, in which state."""
    sk = stored.key.sk.split("#")
    told = [stored.key.pk.partition("#")[0], sk[-1] if stored.key.pk[:3] == "OUT" else sk[0]]
    if sk[0] == "P":
        told.append(str(stored.attributes["kind"]))
    elif "status" in stored.attributes:
        told.append(str(stored.attributes["status"]))
    return " ".join(told)


KINDS: dict[str, Stored] = {name_of(one): one for one in a_whole_ledger().items.scan("ledger")}
"""One item of each kind and state."""
SHARED = {"FUND P DEBIT", "FUND P ACCRUE", "PTS P SPEND"}
"""Postings of all kinds are alike; these have every attribute."""
CHANGED = sorted(one for one in KINDS if " P " not in one or one in SHARED)


@contextmanager
def changed(office: FakeOffice, stored: Stored, **attributes: Value) -> Iterator[None]:
    """Change an item until the block ends."""
    office.items.write((Update(stored.key, assign=attributes),))
    try:
        yield
    finally:
        office.items.write((Update(stored.key, assign=stored.attributes),))


def another(value: Value) -> Value:
    """Give another value of the same form: a figure one higher, a text with a letter more."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return f"{value}x"
    if isinstance(value, list):
        return value[:-1]
    first = min(value)
    return {**value, first: another(value[first])}


@pytest.mark.parametrize("kind", CHANGED)
def test_every_attribute_that_is_changed_is_found_where_it_stands(kind: str) -> None:
    office, stored = whole(), KINDS[kind]
    for name, value in stored.attributes.items():
        if value != []:
            with changed(office, stored, **{name: another(value)}):
                assert is_named(stored, found_in(office)) == ((kind, name) not in UNTOLD), name


@pytest.mark.parametrize("kind", CHANGED)
def test_an_item_that_cannot_be_read_is_named_and_stops_nothing(kind: str) -> None:
    office, stored = whole(), KINDS[kind]
    by_hand: dict[str, Value] = {name: {"made": "by hand"} for name in stored.attributes}
    with changed(office, stored, **by_hand):
        assert is_named(stored, found_in(office))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_item_that_is_removed_is_found(kind: str) -> None:
    office, stored = whole(), KINDS[kind]
    office.items.write((Delete(stored.key),))
    found = found_in(office)
    office.items.write((Put(stored.key, stored.attributes),))
    assert bool(found) == (kind not in REMADE)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_item_that_stands_a_second_time_is_found(kind: str) -> None:
    office, stored = whole(), KINDS[kind]
    pk, sk = stored.key.pk, stored.key.sk
    of_books = pk.startswith("SEAL#") or sk.startswith(("P#", "SPENT#"))
    twin = Key("ledger", pk, f"{sk}9") if of_books else Key("ledger", f"{pk}9", sk)
    office.items.write((Put(twin, stored.attributes),))
    found = found_in(office)
    office.items.write((Delete(twin),))
    assert found


def test_a_made_up_kind_of_item_is_found() -> None:
    office, key = whole(), Key("ledger", "GIFT#romashka", "BAL")
    office.items.write((Put(key, {"amount": 1}),))
    found = found_in(office)
    office.items.write((Delete(key),))
    assert found == ["I23 GIFT#romashka BAL"]


def is_named(stored: Stored, found: list[str]) -> bool:
    """Say whether what was found says what it is about: by key, claim, order, entry or limit."""
    pk, sk = stored.key.pk, stored.key.sk
    own = {pk.removeprefix("SEAL#").replace("BUDGETS", "BUDGET")}
    if pk.startswith(("CLM", "OUT", "RSV", "ORD")):
        own |= {f" {pk.split('#')[1]}", f"#{pk.split('#')[1]}"}
    if sk.startswith(("SPENT#", "P#")):
        own.add(f" {sk.split('#')[1]}")
    if "souvenir" in stored.attributes:
        own |= {limit_key(FUND.limit()).pk, invoice_key(invoice()).pk}
    return any(each in one for one in found for each in own)


def postings_of(office: FakeOffice) -> dict[str, Item]:
    return SealBook(office.items, office.files).postings(FUND)


def test_two_postings_that_change_places_are_both_named() -> None:
    office = a_whole_ledger()
    first, second = "A1#RSV", "O2#ORDER"
    stood = postings_of(office)
    for name, other in ((first, second), (second, first)):
        key = posting_key(FUND, name)
        office.items.write((Delete(key),))
        office.items.write((Put(key, {**stood[other], "entry_id": name}),))
    changed_ones = {one.entry_id for one in verify_seals(office=office).breaks}
    assert changed_ones == {first, second}


def test_an_old_posting_under_a_new_id_is_found_though_it_says_that_it_is_new() -> None:
    office = a_whole_ledger()
    twin = {**postings_of(office)["turnover-1#ACC"], "entry_id": "turnover-9#ACC"}
    office.items.write((Put(posting_key(FUND, "turnover-9#ACC"), twin),))
    assert any(one.startswith("I4 ") for one in found_in(office))


def test_a_chain_that_was_cut_names_every_posting_that_is_gone() -> None:
    office = a_whole_ledger()
    (_, last), balance = SealBook(office.items, office.files).locked(FUND), balance_key(FUND)
    moved = [postings_of(office)[entry.entry_id]["deltas"] for entry in last.entries]
    for entry in last.entries:
        office.items.write((Delete(posting_key(FUND, entry.entry_id)),))
    for deltas in moved:
        assert isinstance(deltas, dict)
        back = {bucket: -amount for bucket, amount in deltas.items() if isinstance(amount, int)}
        if back:
            office.items.write((Update(balance, add=back),))
    office.items.write((Delete(Key("ledger", f"SEAL#{fund_text(FUND)}", row_of(2))),))
    gone = [one for one in verify_seals(office=office).breaks if one.what == "posting_missing"]
    assert {one.entry_id for one in gone} == {entry.entry_id for entry in last.entries}


def test_a_chain_made_anew_from_its_middle_is_not_the_one_that_was_locked() -> None:
    office = a_whole_ledger()
    book = SealBook(office.items, office.files)
    first, second = book.locked(FUND)
    office.items.write((Update(posting_key(FUND, "C1#1#DEBIT"), assign={"actor": "nobody"}),))
    later = {entry.entry_id for entry in second.entries}
    postings = {name: item for name, item in postings_of(office).items() if name in later}
    (forged,) = next_seals(FUND, first, postings, at=second.sealed_at)
    row = Key("ledger", f"SEAL#{fund_text(FUND)}", row_of(2))
    office.items.write((Update(row, assign={"seal": forged.model_dump_json()}),))
    breaks = {(one.what, one.entry_id) for one in verify_seals(office=office).breaks}
    assert breaks == {("seal_changed", None), ("posting_changed", "C1#1#DEBIT")}


def test_a_fund_of_which_only_its_seals_are_left_is_found() -> None:
    office = a_whole_ledger()
    for stored in tuple(office.items.scan("ledger")):
        if stored.key.pk == fund_text(FUND):
            office.items.write((Delete(stored.key),))
    gone = {one.fund for one in verify_seals(office=office).breaks}
    assert gone == {fund_text(FUND)}


def test_what_cannot_be_sealed_rings_by_its_name_and_others_are_sealed() -> None:
    office = a_whole_ledger()
    junk = posting_key(FUND, "gift\x1b[31m")
    office.items.write((Put(junk, {"kind": "GIFT"}),))
    another_one = ACCOUNT.model_copy(update={"owner": "company.vasilek"})
    office.points.open_account(another_one)
    office.points.post(an_earning(1, account=another_one))
    report = seal_ledger(office=office)
    (broken,) = report.breaks
    assert (broken.fund, broken.entry_id, broken.what, broken.number) == (
        fund_text(FUND),
        "gift__31m",
        "posting_unreadable",
        3,
    )
    assert verify_seals(office=office).unsealed == 1
    assert office.metrics.total("LedgerViolation") == 1


def test_money_made_up_with_its_balance_is_in_the_journal_and_under_the_next_seal() -> None:
    """What nobody can find by sums: the threat model says so, and what shows it all the same."""
    office = a_whole_ledger()
    twin = {**postings_of(office)["turnover-1#ACC"], "entry_id": "gift#ACC", "scopes": {}}
    office.items.write((Put(posting_key(FUND, "gift#ACC"), twin),))
    office.items.write((Update(balance_key(FUND), add={"accrued": 2000, "available": 2000}),))
    assert found_in(office) == []
    assert "gift#ACC" in {one.entry_id for one in office.ledger.postings(FUND)}
