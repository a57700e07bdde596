"""Spending points, killed at every write or done by several at one moment: paid once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from cofund.errors import Forbidden, NotFound, TryAgain
from cofund.models.publications import PublicationOrder
from cofund.steps.points.publications import give_back, order_publication, publication_book
from cofund.steps.points.spending import Ordering, convert
from tests.builders.awards import available, credited_award
from tests.builders.claim_files import FUND, the_programme
from tests.builders.claims import ANNA, MARINA, RITA, an_office
from tests.fakes.faulty_items import Fault, FaultyItems, Killed
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice
from tests.steps.test_at_one_moment import all_at_once

FAULTS: tuple[Fault, ...] = (
    "killed_before",
    "killed_after",
    "answer_lost",
    "throttled",
    "conflict",
)


def ordered(office: FakeOffice, form_id: str = "form") -> PublicationOrder:
    """Order a post for 20 000 of the company's points."""
    spend = Ordering("company", form_id)
    return order_publication("blog_post", spend, ANNA, programme=the_programme(), office=office)


def converted(office: FakeOffice, form_id: str = "form", points: int = 15_000) -> Any:
    """Turn the company's points into money of September's quarter."""
    spend = Ordering("company", form_id)
    return convert(points, spend, ANNA, programme=the_programme(), office=office)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("write", range(4))
def test_what_is_killed_and_done_again_is_paid_once(fault: Fault, write: int) -> None:
    items = FaultyItems(MemoryItems())
    office = an_office(items)
    credited_award(office)
    before = office.ledger.balance(FUND).available

    def run(step: Callable[[], Any]) -> Any:
        items.faults.extend([*["none"] * write, fault])  # type: ignore[list-item]
        try:
            step()
        except (Killed, TryAgain):
            pass
        finally:
            items.all_is_well()
        return step()

    order = run(lambda: ordered(office))
    assert available(office) == 20_000
    run(lambda: converted(office))
    assert available(office) == 5_000
    assert (office.ledger.balance(FUND).available - before).amount_minor == 15_000_00
    run(lambda: give_back(order.order_id, MARINA, office=office))
    assert available(office) == 25_000
    assert len(publication_book(office).of_partner("integrator")) == 1


def test_the_same_form_sent_by_four_at_one_moment_pays_once() -> None:
    office = an_office()
    credited_award(office)
    all_at_once([partial(ordered, office)] * 4)
    assert available(office) == 20_000
    all_at_once([partial(converted, office)] * 4)
    assert available(office) == 5_000


def test_of_those_who_spend_the_last_points_at_one_moment_one_pays() -> None:
    office = an_office()
    credited_award(office, points=30_000)
    results = all_at_once([partial(ordered, office, f"form-{number}") for number in range(4)])
    assert sum(isinstance(one, PublicationOrder) for one in results) == 1, results
    assert available(office) == 10_000


def test_two_managers_who_give_back_at_one_moment_give_back_once() -> None:
    office = an_office()
    credited_award(office)
    order = ordered(office)
    other = MARINA.model_copy(update={"login": "mila"})
    acts = [partial(give_back, order.order_id, who, office=office) for who in (MARINA, other)]
    results = all_at_once(acts)
    assert all(isinstance(one, PublicationOrder) for one in results), results
    assert available(office) == 40_000


def test_only_managers_give_back_and_only_what_was_paid() -> None:
    office = an_office()
    credited_award(office)
    order = ordered(office)
    with pytest.raises(Forbidden):
        give_back(order.order_id, RITA, office=office)
    with pytest.raises(NotFound):
        give_back("no-such-order", MARINA, office=office)
    assert available(office) == 20_000
