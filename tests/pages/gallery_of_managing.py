"""The programme manager's pages of the gallery: a list looked at and taken in, funds, journals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from cofund.models.assessment import MoneyValue
from cofund.models.budgets import Budget, BudgetKey
from cofund.models.claim import Locale
from cofund.models.fund_reports import (
    FundRefusal,
    NamedRefusal,
    PeriodRun,
    RunKind,
    RunReport,
    RunTotals,
)
from cofund.models.imports import (
    BudgetShort,
    FundEffect,
    ImportPlan,
    PartnerChange,
    RowProblem,
    TurnoverChange,
)
from cofund.models.ledger import Bucket
from cofund.models.standing import Delta
from cofund.money import Money
from cofund.pages import of_managing
from cofund.pages.changed_facts import changed_facts
from cofund.pages.views.budgets import BudgetLine, BudgetsView, CapForm, SettingLine
from cofund.pages.views.frame import FieldError, Frame, Reader
from cofund.pages.views.journal import JournalLine, JournalView
from cofund.pages.views.managing import (
    ChangeLine,
    ImportFormView,
    ImportLine,
    ImportPlanView,
    ImportTakenView,
    ManageView,
    PartnerFundsView,
    RefusedLine,
    RunsView,
    SumsLine,
)
from cofund.pages.views.partner import FundLine, PartnerChoice
from tests.builders import page_views as story

ROUBLES = story.roubles
OTHER = story.PARTNER.model_copy(
    update={"partner_id": "p-other", "name": "АО «Небывалые облака и сети»", "level": "silver"}
)
RICHER = story.PARTNER.model_copy(
    update={"level": "platinum", "turnover": ROUBLES(26_000_000), "staff": 120, "region": "moscow"}
)
COLUMNS = ("inn", "name", "level", "turnover")


def _frame(path: str) -> Frame:
    return story.frame(reader=Reader(name="Марина Главная", manages=True), path=path)


def _manage(locale: Locale) -> str:
    choices = tuple(
        PartnerChoice(partner_id=one.partner_id, name=one.name, inn=one.inn)
        for one in (story.PARTNER, OTHER)
    )
    view = ManageView(frame=_frame("/manage"), partners=choices, more=3)
    return of_managing.render_manage(view, locale=locale)


def _form(**changes: object) -> Callable[[Locale], str]:
    line = ImportLine(at=story.NOW, who="Марина Главная", changes=2, path="/manage/import/i-1")
    by_command = ImportLine(at=story.NOW - timedelta(days=30), who="Марина Главная", changes=41)
    fields = {
        "frame": _frame("/manage/import"),
        "most_bytes": 1_000_000,
        "most_rows": 500,
        "taken": (line, by_command),
        **changes,
    }
    view = ImportFormView.model_validate(fields)
    return lambda locale: of_managing.render_import_form(view, locale=locale)


def _plan(
    *, problems: tuple[RowProblem, ...] = (), creates: bool = False
) -> Callable[[Locale], str]:
    changed = PartnerChange(
        row=5,
        old=story.PARTNER,
        new=RICHER,
        turnovers=(TurnoverChange(period="2026M10", old=ROUBLES(0), new=ROUBLES(1_234_567)),),
    )
    new = PartnerChange(row=6, old=None, new=OTHER)
    summer = story.FUND.model_copy(update={"period": "2026Q2"})
    effects = (
        FundEffect(row=5, fund=summer, change=ROUBLES(60_000), short=ROUBLES(0), ended=True),
        FundEffect(row=6, fund=summer, change=-ROUBLES(35_000), short=ROUBLES(7_000), ended=True),
        FundEffect(row=5, fund=story.FUND, change=ROUBLES(125_000), short=ROUBLES(0)),
        FundEffect(row=6, fund=story.FUND, change=-ROUBLES(35_000), short=ROUBLES(12_000)),
        FundEffect(
            row=6,
            fund=story.FUND.model_copy(update={"period": "2026Q3"}),
            change=ROUBLES(90_000),
            short=ROUBLES(0),
            budgets=(
                BudgetShort(scope="all", left=ROUBLES(80_000), lacks=ROUBLES(10_000)),
                BudgetShort(scope="level.silver", left=ROUBLES(0), lacks=ROUBLES(90_000)),
            ),
        ),
    )
    plan = ImportPlan(
        columns=COLUMNS,
        left_out=("№", "Менеджер", "План продаж"),
        changes=(changed, new),
        unchanged=12,
        problems=problems,
    )
    sums = SumsLine(
        granted=ROUBLES(125_000),
        taken_back=ROUBLES(0),
        refused=ROUBLES(35_000),
        over_budget=ROUBLES(90_000),
        ended=2,
    )

    def draw(locale: Locale) -> str:
        lines = tuple(
            ChangeLine(
                change=one,
                facts=tuple(changed_facts(one, locale)),
                effects=tuple(effect for effect in effects if effect.row == one.row),
            )
            for one in plan.changes
        )
        view = ImportPlanView(
            frame=_frame("/manage/import/i-1"),
            import_id="i-1",
            file_name="обороты за октябрь 2026.xlsx",
            sent_at=story.NOW,
            sent_by="Марина Главная",
            plan=plan,
            changes=lines,
            problems=problems,
            unknown=sum(one.problem == "unknown_partner" for one in problems),
            creates=creates,
            sums=sums,
            digest="0a1b",
        )
        return of_managing.render_import_plan(view, locale=locale)

    return draw


def _taken(kept: int) -> Callable[[Locale], str]:
    spent = FundRefusal(fund=story.FUND, refusal="InsufficientFund", short=ROUBLES(35_000))
    over = FundRefusal(
        fund=story.FUND,
        refusal="BudgetExceeded",
        short=ROUBLES(90_000),
        budget="region.north",
        left=ROUBLES(80_000),
    )
    view = ImportTakenView(
        frame=_frame("/manage/import/i-1"),
        import_id="i-1",
        file_name="обороты.csv",
        who="Марина Главная",
        taken_at=story.NOW,
        partners=14,
        kept=kept,
        refused=tuple(
            RefusedLine(partner=story.PARTNER.name, refused=one) for one in (spent, over)
        ),
    )
    return lambda locale: of_managing.render_import_taken(view, locale=locale)


def _funds(locale: Locale) -> str:
    view = PartnerFundsView(
        frame=_frame("/manage/partners/p-primer"),
        today=date(2026, 11, 20),
        partner=RICHER,
        funds=(
            FundLine(balance=story.balance(), expires_on=date(2026, 12, 31)),
            FundLine(balance=story.balance("2026Q3", status="CLOSED")),
        ),
    )
    return of_managing.render_partner_funds(view, locale=locale)


def _delta(bucket: Bucket, roubles: int) -> Delta:
    return Delta(bucket=bucket, amount=ROUBLES(roubles))


def _line(kind: str, available: Money, *deltas: Delta, **more: object) -> JournalLine:
    fields = {
        "entry_id": f"e-{kind}",
        "kind": kind,
        "at": story.NOW,
        "deltas": deltas,
        "available": available,
        "cause": "terms",
        "subject": "",
        "who": "автоматически",
        "programme_version": "2026.1",
        **more,
    }
    return JournalLine.model_validate(fields)


def _journal(**changes: object) -> Callable[[Locale], str]:
    claim = {"cause": "claim", "subject": story.CLAIM_ID, "version": 1}
    who = {"who": "Роман Проверкин", "path": f"/claims/{story.CLAIM_ID}"}
    lines = (
        _line("ACCRUE", ROUBLES(500_000), _delta("accrued", 500_000), _delta("available", 500_000)),
        _line(
            "RESERVE",
            ROUBLES(320_000),
            _delta("available", -180_000),
            _delta("reserved", 180_000),
            cause="application",
            subject=story.ACTIVITY.name,
        ),
        _line(
            "HOLD", ROUBLES(320_000), _delta("reserved", -150_000), _delta("held", 150_000), **claim
        ),
        _line(
            "DEBIT",
            ROUBLES(350_000),
            _delta("held", -150_000),
            _delta("debited", 120_000),
            _delta("available", 30_000),
            **claim,
            **who,
        ),
        _line("CLOSE", ROUBLES(0), _delta("available", -350_000), _delta("expired", 350_000)),
    )
    fields = {
        "frame": _frame("/manage/funds/p-primer/2026Q4"),
        "partner": story.PARTNER.name,
        "fund": FundLine(balance=story.balance()),
        "base": "/manage/funds/p-primer/2026Q4",
        "lines": lines,
        "count": 105,
        "page": 2,
        "pages": 3,
        "up": "/manage/partners/p-primer",
        **changes,
    }
    view = JournalView.model_validate(fields)
    return lambda locale: of_managing.render_journal(view, locale=locale)


def _runs(locale: Locale) -> str:
    refused = FundRefusal(fund=story.FUND, refusal="InsufficientFund", short=ROUBLES(35_000))
    totals = RunTotals(
        currency="RUB",
        granted=ROUBLES(1_250_000),
        taken_back=ROUBLES(0),
        expired=ROUBLES(310_000),
        closed=12,
        ended=1,
    )
    kept = _report("keep", totals=(totals,), moved=14, failed=1).model_copy(
        update={
            "refusals": (NamedRefusal(partner_id="p-primer", refused=refused, told_before=False),),
            "refused": 1,
        }
    )
    view = RunsView(
        frame=_frame("/manage/runs"),
        runs=(kept, _report("remind", reminded=3)),
        names={"p-primer": story.PARTNER.name},
    )
    return of_managing.render_runs(view, locale=locale)


def _report(
    what: RunKind,
    *,
    totals: tuple[RunTotals, ...] = (),
    moved: int = 0,
    reminded: int = 0,
    failed: int = 0,
) -> RunReport:
    run = PeriodRun(
        run_id=f"{what}-1",
        what=what,
        day=date(2026, 11, 3),
        began_at=story.NOW,
        partners=500,
        batches=20,
    )
    return RunReport(
        run=run,
        ended_at=story.NOW,
        moved=moved,
        reminded=reminded,
        totals=totals,
        refusals=(),
        refused=0,
        failures=(),
        failed=failed,
    )


def _budgets(**changes: object) -> Callable[[Locale], str]:
    key = BudgetKey(programme="it-vendor", year="2026", scope="all")
    whole = Budget(
        key=key, cap=ROUBLES(134_000_000), granted=ROUBLES(98_700_000), counted=True, changes=2
    )
    north = whole.model_copy(
        update={"key": key.model_copy(update={"scope": "region.north"}), "counted": False}
    )
    settings = (
        SettingLine(
            at=story.NOW,
            who="Марина Главная",
            before=ROUBLES(120_000_000),
            cap=ROUBLES(134_000_000),
            reason="план <года>",
        ),
        SettingLine(at=story.NOW, who="", before=None, cap=ROUBLES(120_000_000), reason=""),
    )
    fields = {
        "frame": _frame("/manage/budgets"),
        "year": 2026,
        "budgets": tuple(BudgetLine(budget=one, settings=settings) for one in (whole, north)),
        **changes,
    }
    view = BudgetsView.model_validate(fields)
    return lambda locale: of_managing.render_budgets(view, locale=locale)


PAGES: dict[str, Callable[[Locale], str]] = {
    "manage": _manage,
    "budgets": _budgets(),
    "budgets-none": _budgets(budgets=()),
    "budgets-wrong": _budgets(
        typed=CapForm(scope="all", cap="1", reason=""),
        errors=(
            FieldError(
                field="cap",
                problem="below_granted",
                params={"granted": MoneyValue(value=ROUBLES(98_700_000))},
            ),
            FieldError(field="reason", problem="missing"),
        ),
    ),
    "import-form": _form(),
    "import-form-first": _form(taken=()),
    "import-refused": _form(refusal="unreadable", reason="zip_bomb"),
    "import-too-long": _form(refusal="too_long_here"),
    "import-head-twice": _form(
        refusal="head_twice", refused_names=("Контрагент", "<b>Полное</b> наименование")
    ),
    "import-with-a-password": _form(refusal="unreadable", reason="encrypted"),
    "import-without-file": _form(file_missing=True),
    "import-plan": _plan(creates=True),
    "import-problems": _plan(
        problems=(
            RowProblem(row=3, column="inn", problem="not_an_inn", text="770708389"),
            RowProblem(row=4, column="turnover", problem="not_an_amount", text="около миллиона"),
            RowProblem(row=5, column=None, problem="cut_in_two", text="56"),
            RowProblem(row=7, column="inn", problem="unknown_partner", text="5000000009"),
        )
    ),
    "import-taken": _taken(14),
    "import-taken-in-part": _taken(9),
    "manager-funds": _funds,
    "manager-runs": _runs,
    "journal-managed": _journal(),
    "journal-own": _journal(
        frame=story.frame(path="/balance/2026Q4"),
        partner="",
        base="/balance/2026Q4",
        up="/balance",
        page=1,
        pages=1,
        count=5,
    ),
    "journal-empty": _journal(lines=(), count=0, page=1, pages=1),
}
"""One drawing function per page of the manager's, and of the journals."""
