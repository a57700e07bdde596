"""What the functions really ask for, through whole stories, their roles allow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from cofund.models.budgets import BudgetKey
from cofund.models.ledger import FundKey, payout_event_id
from cofund.models.order_lines import OrderLine, ReturnedLine
from cofund.models.orders import OrderDays, Souvenir
from cofund.models.replay_files import ReplayOrder
from cofund.models.terms import Names
from cofund.steps import correcting, deciding
from cofund.steps.activities.filing import cancel, file_application, file_change, own_application
from cofund.steps.activities.views import actions_of, activity_lines
from cofund.steps.consents import deciding as consent_deciding
from cofund.steps.consents import filing as consent_filing
from cofund.steps.consents.filing import withdraw_matter
from cofund.steps.disputing import dispute
from cofund.steps.funds.budgeting import budget_history, budgets_of, set_budget
from cofund.steps.managing.journal import journal, seen_by_manager
from cofund.steps.managing.sent_lists import (
    digest_of,
    plan_stored,
    store_list,
    stored_list,
    take_stored,
)
from cofund.steps.managing.weighing import weigh
from cofund.steps.orders import desk as order_desk
from cofund.steps.orders import ordering
from cofund.steps.orders.ordering import Wanted
from cofund.steps.points.account_views import account_views
from cofund.steps.points.publications import give_back, order_publication
from cofund.steps.points.spending import Ordering, convert
from cofund.steps.prechecking import precheck, precheck_answer
from cofund.steps.replaying import order_replay
from infra.local.faults import Fault, FaultPlan, Planned
from tests.architecture.permission_watch import Watch, install, learn_names
from tests.architecture.stack_facts import of_type
from tests.builders.claim_files import the_programme
from tests.builders.past_claims import a_programme_refunding
from tests.builders.reads import roubles
from tests.fakes.internet import answer as not_found
from tests.workflow.applications import answer_newest, file_dinner, winter_dinner
from tests.workflow.awards import an_internet, file_article
from tests.workflow.real_claims import PASSWORD, House, a_house

FUNCTIONS = tuple(of_type("AWS::Lambda::Function"))
CLOCKED = ("SweepDecisions", "SweepOutbox", "SendControl", "AuditLedger", "SealLedger")
SILENT = {"CheckProofLink"}
"""Whoever looks at a stranger's link asks AWS for nothing."""
AN_HOUR = 3600


@pytest.fixture(scope="module")
def watch() -> Iterator[Watch]:
    with pytest.MonkeyPatch.context() as patch:
        watching = install(patch)
        with a_house(patch) as house:
            learn_names(watching, house.stack.outputs)
            live_through(house, watching)
        yield watching


def live_through(house: House, watch: Watch) -> None:
    """Let claims be paid, returned, refused, recognised and rescued; let every clock ring."""
    house.begin()
    managed(house, watch)
    prechecked(house, watch, "scanned-invoice")
    house.earn(1_000)
    paid = submitted(house, watch, "clean", points=1_000)
    answered(house, watch, "approve")
    house.acknowledge(payout_event_id(paid, 1))
    for sample in ("no-event-programme", "scanned-invoice"):
        submitted(house, watch, sample)
    asked = submitted(house, watch, "souvenir-too-dear")
    answered(house, watch, "ask", question="Which mugs?")
    with watch.acting_as("PartnerPages"):
        house.reply(asked, "The blue ones.")
    house.sweep()
    answered(house, watch, "reject")
    with watch.acting_as("PartnerPages"):
        rejected = house.claim(asked)
        dispute(rejected, "Mugs.", house.person(rejected.opened_by), office=house.office)
    house.drain()
    answered(house, watch, "reject")
    crash_and_sweep(house, watch)
    replay(house)
    consents(house, watch)
    activities(house, watch)
    points(house, watch)
    souvenirs(house, watch)
    new_year(house)


def managed(house: House, watch: Watch) -> None:
    """Take a list in and look at a fund, as the manager's pages do."""
    inn = house.office.directory.partner("integrator").inn
    content = f"ИНН;Оборот\n{inn};19 000 000\n".encode()
    with watch.acting_as("ManagerPages"):
        stored = store_list(content, file_name="list.csv", by="maria", office=house.office)
        found = stored_list(stored.import_id, office=house.office)
        plan = plan_stored(found, creates=None, office=house.office)
        assert weigh(plan.changes, programme=found.programme, office=house.office)
        take_stored(found, plan, shown=digest_of(plan), by="maria", office=house.office)
        fund = FundKey(programme="it-vendor", partner="integrator", period="2026Q4")
        who = seen_by_manager("ru", office=house.office)
        standing = house.office.ledger.balance(fund)
        assert journal(standing, who=who, opens={}, office=house.office)
    budgeted(house, watch)


def budgeted(house: House, watch: Watch) -> None:
    """Raise a budget from the page, that the command made."""
    key = BudgetKey(programme="it-vendor", year="2026", scope="all")
    set_budget(key, roubles(500_000_000), by="maria", reason="plan", office=house.office)
    with watch.acting_as("ManagerPages"):
        set_budget(key, roubles(600_000_000), by="maria", reason="more", office=house.office)
        assert budgets_of("it-vendor", "2026", office=house.office)
        assert len(budget_history(key, office=house.office)) == 2


def consents(house: House, watch: Watch) -> None:
    """Let applications be agreed to, one never begun by itself, one answer never heard."""
    file_dinner(house)
    house.drain()
    agreed(house, watch)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(consent_filing, "start_consent", lambda *_ids, **_office: None)
        file_dinner(house)
    house.sweep()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(consent_deciding, "wake_matter", lambda *_ids, **_office: None)
        agreed(house, watch)
    house.sweep()


def activities(house: House, watch: Watch) -> None:
    """Apply by the form, look, change and withdraw the change, then give it all up."""
    irina, office = house.person("irina"), house.office
    with watch.acting_as("ActivityPages"):
        head = file_application(winter_dinner(), irina, form_id="0" * 32, office=office)
    house.drain()
    agreed(house, watch)
    with watch.acting_as("ActivityPages"):
        head = own_application(head.matter.matter_id, irina, office=office)
        head = file_change(head, winter_dinner("Тверь"), irina, office=office)
    house.drain()
    with watch.acting_as("ActivityPages"):
        head = own_application(head.matter.matter_id, irina, office=office)
        withdraw_matter(head, irina, office=office)
        head = own_application(head.matter.matter_id, irina, office=office)
        assert actions_of(head, winter_dinner(), office=office) == ("change", "extension", "cancel")
        cancel(head, "Нет гостей", irina, office=office)
        assert activity_lines("integrator", locale="ru", office=office)
    house.drain()


def points(house: House, watch: Watch) -> None:
    """Earn points by an article, spend and convert them; withdraw an award, repair a dead one."""
    programme, irina = the_programme(), house.person("irina")
    with pytest.MonkeyPatch.context() as patch:
        an_internet(patch)
        with watch.acting_as("PointsPages"):
            file_article(house)
        house.drain()
        agreed(house, watch)
        an_internet(patch, not_found(404))
        with watch.acting_as("PointsPages"):
            file_article(house, "https://habr.com/2")
        house.drain()
    with watch.acting_as("PointsPages"):
        account_views(irina, programme=programme, locale="ru", office=house.office)
        awards = house.office.matters.of_partner("award", "integrator")
        (dead,) = (award for award in awards if award.state != "approved")
        withdraw_matter(dead, irina, office=house.office)
        spend = Ordering("company", "form")
        order = order_publication(
            "blog_post", spend, irina, programme=programme, office=house.office
        )
        give_back(order.order_id, house.person("maria"), office=house.office)
        convert(20_000, spend, irina, programme=programme, office=house.office)


def souvenirs(house: House, watch: Watch) -> None:
    """Order for money and points, cancel, ship and take back, as the souvenirs' pages do."""
    irina, maria, office = house.person("irina"), house.person("maria"), house.office
    mug = Souvenir(sku="mug", names=Names(ru="Кружка", en="Mug"), price=roubles(10))
    office.orders.offer("it-vendor", mug, on_hand=9)
    lines, back = (OrderLine(sku="mug", quantity=2, price=mug.price),), (a_return(),)
    with pytest.MonkeyPatch.context() as patch, watch.acting_as("OrderPages"):
        patch.setattr(ordering, "order_days", lambda *_terms: OrderDays(state="all_year"))
        for paid_from in ("fund", "company"):
            order = ordering.place(Wanted(f"O-{paid_from}", lines, paid_from), irina, office=office)
            order_desk.ship(order, "1", maria, office=office)
            shipped = office.orders.get(order.order_id)
            ordering.ask_return(shipped, back, "", irina, office=office)
            asked = office.orders.get(order.order_id)
            order_desk.take_back(asked, back, 1, maria, office=office)
        placed = ordering.place(Wanted("O-none", lines, "fund"), irina, office=office)
        ordering.cancel(placed, irina, office=office)
        assert len(office.orders.of_partner("integrator")) == 3
        assert len(office.orders.listed("it-vendor", "done")) == 3


def a_return() -> ReturnedLine:
    """Give one mug that comes back."""
    return ReturnedLine(sku="mug", quantity=1)


def agreed(house: House, watch: Watch) -> None:
    """Agree to the newest application, as the approver's pages do."""
    with watch.acting_as("ConsentPages"):
        answer_newest(house, "approve")
    house.drain()


def replay(house: House) -> None:
    """Replay a rule change over the month of these claims."""
    order = ReplayOrder(months=("2026-11",), programme=a_programme_refunding(40))
    order_replay("r-1", order, office=house.office)
    assert house.stack.run("ProgrammeReplay", {"replay_id": "r-1"}).status == "SUCCEEDED"


def new_year(house: House) -> None:
    """End the year's funds and begin the next year's; then remind of what is about to expire."""
    for day, what in (("2027-01-01", "keep"), ("2027-03-02", "remind")):
        noon = datetime.fromisoformat(f"{day}T12:00:00+03:00")
        house.clock.pass_by((noon - house.clock.now()).total_seconds())
        assert house.stack.run("FundPeriod", {"what": what}).status == "SUCCEEDED"


def crash_and_sweep(house: House, watch: Watch) -> None:
    """Let a correction stay unjudged, a decision unheard, a payout unsent: each sweep has work."""
    submitted(house, watch, "flight-on-invoice")
    corrected(house, watch, "Стойка регистрации")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(correcting, "settle_corrections", lambda *_ids, **_office: None)
        corrected(house, watch, "Аренда экрана")
    house.sweep()
    answered(house, watch, "approve")
    house.stack.faults = FaultPlan(
        *(Planned("SendPayout", attempt, Fault.BEFORE) for attempt in range(1, 4))
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deciding, "wake", lambda *_ids, **_office: None)
        answered(house, watch, "approve")
    for function in CLOCKED:
        house.clock.pass_by(AN_HOUR)
        house.stack.fire(function)
        house.drain()


def prechecked(house: House, watch: Watch, sample: str) -> None:
    """Check a draft twice, and look at its answer, as the partner's pages do."""
    with watch.acting_as("PartnerPages"):
        draft = house.draft(sample)
    for _ in range(2):
        with watch.acting_as("PartnerPages"):
            begun = precheck(draft, house.person(draft.opened_by), office=house.office)
        house.drain()
    with watch.acting_as("PartnerPages"):
        done = house.office.prechecks.get(draft.claim_id, draft.version, begun.number)
        assert precheck_answer(done, office=house.office)


def submitted(house: House, watch: Watch, sample: str, *, points: int = 0) -> str:
    """File a claim as the partner's pages do."""
    with watch.acting_as("PartnerPages"):
        assert house.office.sign_in.check("irina", PASSWORD)
        claim = house.submit(sample, points=points)
    house.drain()
    return claim.claim_id


def answered(house: House, watch: Watch, choice: str, **fields: str) -> None:
    """Answer as the reviewer's pages do."""
    with watch.acting_as("ReviewPages"):
        house.answer(choice, **fields)
    house.drain()


def corrected(house: House, watch: Watch, description: str) -> None:
    """Set a line of the invoice right, as the reviewer's pages do."""
    with watch.acting_as("ReviewPages"):
        house.correct("invoice", {"line": "3", "new.line.description": description})


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_role_allows_all_that_its_function_asks(watch: Watch, function: str) -> None:
    assert (function in watch.asked) != (function in SILENT), "the stories do not pass it"
    assert {deed for name, deed in watch.refused if name == function} == set()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_is_given_every_setting_that_it_reads(watch: Watch, function: str) -> None:
    assert {setting for name, setting in watch.unset if name == function} == set()
