"""The contract of the tables, held by DynamoDB's adapter and by the memory fake alike."""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from cofund.errors import TryAgain
from cofund.items import (
    Check,
    Condition,
    Delete,
    Item,
    Key,
    Put,
    Update,
    Value,
    Write,
    WriteConflict,
    WriteRefused,
)
from cofund.ports import Items
from tests.adapters.moto_tables import fresh_tables, moto_client
from tests.fakes.item_store import MemoryItems

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ONE = Key("ledger", "FUND#a", "BAL")
TWO = Key("ledger", "FUND#a", "P#1")
CLAIM = Key("claims", "CLM#1", "CLAIM")


@pytest.fixture(scope="module")
def client() -> Generator[DynamoDBClient]:
    """Give one DynamoDB for all tests; each has tables of its own."""
    with moto_client() as moto:
        yield moto


@pytest.fixture(params=["memory", "dynamodb"])
def items(request: pytest.FixtureRequest, client: DynamoDBClient) -> Items:
    """Give each kind of tables in turn."""
    return MemoryItems() if request.param == "memory" else fresh_tables(client)


def stand(items: Items, key: Key, **attributes: Value) -> None:
    items.write((Put(key, attributes),))


def numbered(items: Items, *names: str) -> None:
    for name in names:
        stand(items, Key("claims", "CLM#1", name), x=1)


def names_of(page: tuple[object, ...]) -> list[str]:
    return [stored.key.sk for stored in page]  # type: ignore[attr-defined]


def test_an_item_comes_back_as_it_was_written(items: Items) -> None:
    written: Item = {
        "text": "Ужин",
        "number": 10**15,
        "negative": -1,
        "yes": True,
        "nothing": None,
        "list": [1, "two", {"three": 3}],
        "map": {"deep": [False, 0]},
        "empty": "",
    }
    items.write((Put(ONE, written),))
    assert items.get(ONE) == written
    assert items.get(TWO) is None


def test_booleans_and_numbers_stay_apart(items: Items) -> None:
    stand(items, ONE, yes=True, one=1)
    read = items.get(ONE)
    assert read is not None
    assert [type(read["yes"]), type(read["one"])] == [bool, int]


def test_a_float_never_enters_a_table(items: Items) -> None:
    with pytest.raises(TypeError):
        items.write((Put(ONE, {"amount": [1.5]}),))  # type: ignore[list-item]
    assert items.get(ONE) is None


def test_what_was_read_can_be_changed_without_changing_the_table(items: Items) -> None:
    stand(items, ONE, parts=[1])
    read = items.get(ONE)
    assert read is not None
    read["parts"] = []
    assert items.get(ONE) == {"parts": [1]}


def test_an_item_is_put_once_and_the_standing_one_is_shown(items: Items) -> None:
    stand(items, ONE, x=1)
    with pytest.raises(WriteRefused) as refused:
        items.write((Update(TWO, assign={"y": 1}), Put(ONE, {"x": 2})))
    assert refused.value.failed == (False, True)
    assert refused.value.standing == (None, {"x": 1})
    assert items.get(TWO) is None


def test_an_update_adds_sets_and_removes(items: Items) -> None:
    stand(items, ONE, sum=5, state="OPEN", gone=1)
    items.write(
        (Update(ONE, add={"sum": -7, "new": 3}, assign={"state": "SHUT"}, remove=("gone",)),)
    )
    assert items.get(ONE) == {"sum": -2, "new": 3, "state": "SHUT"}


def test_an_update_makes_an_item_where_none_stands(items: Items) -> None:
    items.write((Update(CLAIM, add={"count": 2}),))
    assert items.get(CLAIM) == {"count": 2}


def test_a_deleted_item_is_gone(items: Items) -> None:
    stand(items, CLAIM, x=1)
    items.write((Delete(CLAIM, (Condition("x", "=", 1),)),))
    assert items.get(CLAIM) is None


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Condition("n", "=", 5), True),
        (Condition("n", "=", 6), False),
        (Condition("n", "=", "5"), False),
        (Condition("n", "!=", 5), False),
        (Condition("n", "!=", 6), True),
        (Condition("n", ">=", 5), True),
        (Condition("n", ">=", 6), False),
        (Condition("n", "<=", 5), True),
        (Condition("n", "<=", 4), False),
        (Condition("n", "<", 6), True),
        (Condition("n", "<", 5), False),
        (Condition("t", "<", "OPEO"), True),
        (Condition("t", "in", ["SHUT", "OPEN"]), True),
        (Condition("t", "in", ["SHUT"]), False),
        (Condition("t", "present"), True),
        (Condition("t", "absent"), False),
        (Condition("yes", "=", True), True),
        (Condition("missing", "absent"), True),
        (Condition("missing", "present"), False),
        (Condition("missing", "=", 1), False),
        (Condition("missing", "!=", 1), True),
        (Condition("missing", ">=", 0), False),
        (Condition("missing", "in", [1]), False),
    ],
)
def test_a_condition_decides_whether_an_update_happens(
    items: Items, condition: Condition, holds: bool
) -> None:
    stand(items, ONE, n=5, t="OPEN", yes=True)
    done = Update(ONE, assign={"done": 1}, conditions=(condition,))
    if holds:
        items.write((done,))
    else:
        with pytest.raises(WriteRefused) as refused:
            items.write((done,))
        assert (refused.value.failed, refused.value.standing) == ((True,), (None,))
    assert ("done" in (items.get(ONE) or {})) == holds


def test_conditions_on_one_item_all_have_to_hold(items: Items) -> None:
    stand(items, ONE, n=5, m=5)
    both = (Condition("n", ">=", 5), Condition("m", ">=", 6))
    with pytest.raises(WriteRefused):
        items.write((Update(ONE, add={"n": 1}, conditions=both),))
    assert items.get(ONE) == {"n": 5, "m": 5}


def test_a_transaction_happens_in_both_tables_or_in_none(items: Items) -> None:
    stand(items, CLAIM, state="approved")
    approved = Check(CLAIM, (Condition("state", "=", "approved"),))
    items.write((Put(ONE, {"x": 1}), approved))
    writes: tuple[Write, ...] = (
        Put(TWO, {"x": 1}),
        Update(ONE, add={"x": 1}),
        Check(CLAIM, (Condition("state", "=", "paid"),)),
    )
    with pytest.raises(WriteRefused) as refused:
        items.write(writes)
    assert refused.value.failed == (False, False, True)
    assert items.get(TWO) is None
    assert items.get(ONE) == {"x": 1}


@pytest.mark.parametrize(
    "writes",
    [
        (),
        tuple(Put(Key("claims", "x", str(n)), {"x": 1}) for n in range(101)),
        (Put(ONE, {"x": 1}), Update(ONE, add={"x": 1})),
        (Update(ONE),),
        (Put(ONE, {}),),
        (Put(ONE, {"pk": "other"}),),
        (Update(ONE, add={"x": 1}, assign={"x": 2}),),
    ],
)
def test_what_no_table_could_carry_out_is_a_bug(items: Items, writes: tuple[Write, ...]) -> None:
    with pytest.raises(ValueError, match=r"a (transaction|write) "):
        items.write(writes)
    assert list(items.scan("ledger")) == []


def test_a_hundred_writes_are_one_transaction(items: Items) -> None:
    items.write(tuple(Put(Key("claims", "x", f"{n:03}"), {"n": n}) for n in range(100)))
    assert len(items.query("claims", "x", limit=200)) == 100


def test_a_partition_is_read_in_order_page_by_page(items: Items) -> None:
    numbered(items, "AUDIT#000002", "AUDIT#000001", "CLAIM", "AUDIT#000003", "V#1")
    stand(items, Key("claims", "CLM#2", "AUDIT#000001"), x=1)
    first = items.query("claims", "CLM#1", prefix="AUDIT#", limit=2)
    assert names_of(first) == ["AUDIT#000001", "AUDIT#000002"]
    rest = items.query("claims", "CLM#1", prefix="AUDIT#", limit=2, after="AUDIT#000002")
    assert names_of(rest) == ["AUDIT#000003"]
    assert rest[0].key == Key("claims", "CLM#1", "AUDIT#000003")
    assert rest[0].attributes == {"x": 1}
    assert len(items.query("claims", "CLM#1", limit=10)) == 5


def test_a_partition_is_read_newest_first(items: Items) -> None:
    numbered(items, "AUDIT#000001", "AUDIT#000002", "AUDIT#000003", "CLAIM")
    newest = items.query_newest("claims", "CLM#1", prefix="AUDIT#", limit=2)
    assert names_of(newest) == ["AUDIT#000003", "AUDIT#000002"]
    older = items.query_newest("claims", "CLM#1", prefix="AUDIT#", limit=2, before="AUDIT#000002")
    assert names_of(older) == ["AUDIT#000001"]


def test_tables_do_not_mix(items: Items) -> None:
    stand(items, Key("ledger", "CLM#1", "HOLD#1"), x=1)
    assert items.query("claims", "CLM#1", limit=10) == ()
    assert [stored.key.sk for stored in items.scan("ledger")] == ["HOLD#1"]
    assert list(items.scan("claims")) == []


def test_an_index_holds_only_items_that_carry_its_attributes(items: Items) -> None:
    stand(items, Key("claims", "CLM#1", "CLAIM"), gsi1pk="PARTNER#1", gsi1sk="2026-11-02")
    stand(items, Key("claims", "CLM#2", "CLAIM"), gsi1pk="PARTNER#1", gsi1sk="2026-11-01")
    stand(items, Key("claims", "CLM#3", "CLAIM"), gsi1pk="PARTNER#2", gsi1sk="2026-11-01")
    stand(items, Key("claims", "CLM#4", "CLAIM"), x=1)
    found = items.query_index("gsi1", "PARTNER#1", limit=10)
    assert [stored.key.pk for stored in found] == ["CLM#2", "CLM#1"]
    items.write((Update(Key("claims", "CLM#1", "CLAIM"), remove=("gsi1pk", "gsi1sk")),))
    assert len(items.query_index("gsi1", "PARTNER#1", limit=10)) == 1


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("", None, "12345"),
        ("2", None, "2345"),
        ("", "3", "123"),
        ("2", "4", "234"),
        ("3", "3", "3"),
        ("6", "7", ""),
    ],
)
def test_an_index_is_read_between_two_moments_both_included(
    items: Items, first: str, last: str | None, days: str
) -> None:
    for day in "54321":
        key = Key("ledger", f"OUT#{day}", "1#PAYOUT")
        stand(items, key, outbox_state="SENT", outbox_at=day)
    found = items.query_index("outbox", "SENT", limit=10, first=first, last=last)
    assert "".join(str(stored.attributes["outbox_at"]) for stored in found) == days


def test_an_index_page_goes_on_after_the_last_item(items: Items) -> None:
    for number in range(5):
        key = Key("ledger", f"OUT#{number}", "1#PAYOUT")
        stand(items, key, outbox_state="PENDING", outbox_at="same" if number < 3 else "tame")
    seen: list[Key] = []
    page = items.query_index("outbox", "PENDING", limit=2)
    while page:
        seen += [stored.key for stored in page]
        page = items.query_index("outbox", "PENDING", limit=2, after=page[-1])
    assert len(seen) == len(set(seen)) == 5


def test_a_scan_gives_every_item_once(items: Items) -> None:
    for number in range(30):
        stand(items, Key("ledger", f"FUND#{number % 7}", f"P#{number}"), n=number)
    assert sorted(str(stored.attributes["n"]) for stored in items.scan("ledger")) == sorted(
        map(str, range(30))
    )


def test_of_concurrent_takers_only_as_many_pass_as_there_is_money(items: Items) -> None:
    stand(items, ONE, available=50)

    def take(number: int) -> bool:
        enough = Condition("available", ">=", 10)
        entry = Put(Key("ledger", "FUND#a", f"P#{number}"), {"n": number})
        try:
            items.write((entry, Update(ONE, add={"available": -10}, conditions=(enough,))))
        except (WriteRefused, WriteConflict):
            return False
        return True

    with ThreadPoolExecutor(max_workers=8) as threads:
        passed = sum(threads.map(take, range(12)))
    assert passed == 5
    assert items.get(ONE) == {"available": 0}
    assert len(items.query("ledger", "FUND#a", prefix="P#", limit=20)) == 5


def answers(client: DynamoDBClient, code: str, *reasons: str) -> Exception:
    """Give what the adapter makes of DynamoDB's answer."""
    told = {"CancellationReasons": [{"Code": reason} for reason in reasons]} if reasons else {}
    items = fresh_tables(client)
    with Stubber(client) as service:
        service.add_client_error("transact_write_items", code, modeled_fields=told)
        with pytest.raises((ClientError, TryAgain, WriteConflict, WriteRefused)) as raised:
            items.write((Update(ONE, add={"x": 1}), Update(TWO, add={"x": 1})))
    return raised.value


@pytest.mark.parametrize(
    ("reasons", "named"),
    [
        (["None", "TransactionConflict"], WriteConflict),
        (["ThrottlingError", "None"], TryAgain),
        (["ProvisionedThroughputExceeded", "None"], TryAgain),
        (["ThrottlingError", "TransactionConflict"], WriteConflict),
        (["TransactionConflict", "ConditionalCheckFailed"], WriteRefused),
        (["ValidationError", "None"], ClientError),
    ],
)
def test_a_cancelled_transaction_is_named_by_its_reasons(
    client: DynamoDBClient, reasons: list[str], named: type[Exception]
) -> None:
    answer = answers(client, "TransactionCanceledException", *reasons)
    assert isinstance(answer, named)


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("ProvisionedThroughputExceededException", TryAgain),
        ("ThrottlingException", TryAgain),
        ("RequestLimitExceeded", TryAgain),
        ("InternalServerError", TryAgain),
        ("TransactionInProgressException", TryAgain),
        ("AccessDeniedException", ClientError),
        ("ResourceNotFoundException", ClientError),
    ],
)
def test_only_passing_trouble_is_worth_another_try(
    client: DynamoDBClient, code: str, named: type[Exception]
) -> None:
    assert isinstance(answers(client, code), named)
