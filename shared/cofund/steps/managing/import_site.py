"""The pages on which a manager sends a list, sees what it would do, and takes it in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from cofund.books.import_book import ImportBook
from cofund.errors import EntryConflict, StaleVersion
from cofund.models.claim import Locale
from cofund.models.imports import (
    FundEffect,
    ImportPlan,
    PartnerChange,
    StoredList,
    TakenList,
)
from cofund.pages.of_managing import render_import_form, render_import_plan, render_import_taken
from cofund.pages.views.managing import (
    MOST_SHOWN,
    ChangeLine,
    ImportFormView,
    ImportLine,
    ImportPlanView,
    ImportTakenView,
    RefusedLine,
    SumsLine,
)
from cofund.sent_file import sent_form
from cofund.steps.managing.sent_lists import (
    MOST_BYTES,
    MOST_ROWS,
    digest_of,
    keep_on,
    plan_stored,
    store_list,
    stored_list,
    take_stored,
    taken_list,
)
from cofund.steps.managing.visits import manager_frame, manager_visit
from cofund.steps.office import Office
from cofund.steps.people import name_of, partner_name
from cofund.steps.site import Visitor, ensure_own_fields, ensure_own_form
from cofund.web import Page, Visit, page, see_other

if TYPE_CHECKING:
    from cofund.imports.listing import ListRefused

UNKNOWN = "unknown_partner"
MOST_FACTS = 50
"""Of one partner: what a row says, and forty periods."""


def import_form(visit: Visit, *, office: Office) -> Page:
    """Show the form for a list, and who took lists in before."""
    return _form_page(visit, manager_visit(visit, office=office), office=office)


def look_at_list(visit: Visit, *, office: Office) -> Page:
    """Read the list that was sent, and go to what it would change; or say why it is none."""
    from cofund.imports.listing import ListRefused

    visitor = manager_visit(visit, office=office)
    visit.ensure_from(office.public_url)
    form = sent_form(visit, file="file")
    ensure_own_fields(form.fields, visitor)
    if not form.content:
        return _form_page(visit, visitor, office=office, file_missing=True)
    try:
        stored = store_list(
            form.content, file_name=form.file_name, by=visitor.person.login, office=office
        )
    except ListRefused as refused:
        return _form_page(visit, visitor, office=office, refused=refused)
    return see_other(_path(stored))


def import_page(visit: Visit, *, office: Office, sent: str) -> Page:
    """Show what a list would change, or what became of it once it was taken in."""
    visitor = manager_visit(visit, office=office)
    stored = stored_list(sent, office=office)
    taken = taken_list(sent, office=office)
    if taken is not None:
        return _taken_page(visit, visitor, stored, taken, office=office)
    return _plan_page(visit, visitor, stored, office=office)


def take_list(visit: Visit, *, office: Office, sent: str) -> Page:
    """Take a list in as it was shown."""
    visitor = manager_visit(visit, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    stored = stored_list(sent, office=office)
    creates = form.get("create") == "yes"
    plan = _plan(stored, creates=creates, office=office)
    shown, by = form.get("digest", ""), visitor.person.login
    try:
        take_stored(stored, plan, shown=shown, by=by, office=office)
    except (StaleVersion, EntryConflict):
        return see_other(f"{_path(stored)}?notice=list_changed{'&create=yes' if creates else ''}")
    return see_other(f"{_path(stored)}?notice=list_taken")


def keep_list(visit: Visit, *, office: Office, sent: str) -> Page:
    """Go on with the funds of a list that was taken in."""
    visitor = manager_visit(visit, office=office)
    ensure_own_form(visit, visitor, office=office)
    stored = stored_list(sent, office=office)
    keep_on(sent, office=office)
    return see_other(f"{_path(stored)}?notice=funds_kept")


def _plan(stored: StoredList, *, creates: bool, office: Office) -> ImportPlan:
    named = stored.new_ids.__getitem__ if creates else None
    return plan_stored(stored, creates=named, office=office)


def _form_page(
    visit: Visit,
    visitor: Visitor,
    *,
    office: Office,
    refused: ListRefused | None = None,
    file_missing: bool = False,
) -> Page:
    view = ImportFormView(
        frame=manager_frame(visit, visitor, office=office),
        most_bytes=MOST_BYTES,
        most_rows=MOST_ROWS,
        refusal=refused.why if refused else None,
        refused_names=tuple(name[:200] for name in refused.names) if refused else (),
        reason=refused.reason if refused else None,
        file_missing=file_missing,
        taken=tuple(_taken_before(office)),
    )
    html = render_import_form(view, locale=visit.locale)
    return page(html, status=400 if refused or file_missing else 200)


def _taken_before(office: Office) -> Iterator[ImportLine]:
    for note in ImportBook(office.items).notes():
        path = f"/manage/import/{note.import_id}" if note.import_id else ""
        who = name_of(note.by, office=office)
        yield ImportLine(at=note.at, who=who, changes=note.changes, path=path)


def _plan_page(visit: Visit, visitor: Visitor, stored: StoredList, *, office: Office) -> Page:
    from cofund.steps.managing.weighing import weigh  # the terms, which the other pages need not

    creates = visit.query.get("create") == "yes"
    plan = _plan(stored, creates=creates, office=office)
    effects = weigh(plan.changes, programme=stored.programme, office=office)
    view = ImportPlanView(
        frame=manager_frame(visit, visitor, office=office),
        import_id=stored.import_id,
        file_name=stored.file_name,
        sent_at=stored.sent_at,
        sent_by=name_of(stored.sent_by, office=office),
        plan=plan,
        changes=tuple(
            _change_line(change, effects, visit.locale) for change in plan.changes[:MOST_SHOWN]
        ),
        problems=plan.problems[:MOST_SHOWN],
        unknown=sum(one.problem == UNKNOWN for one in plan.problems),
        creates=creates,
        sums=_sums(effects),
        digest=digest_of(plan),
    )
    return page(render_import_plan(view, locale=visit.locale))


def _change_line(
    change: PartnerChange, effects: Iterable[FundEffect], locale: Locale
) -> ChangeLine:
    from cofund.pages.changed_facts import changed_facts  # the languages' numbers and names

    return ChangeLine(
        change=change,
        facts=tuple(changed_facts(change, locale))[:MOST_FACTS],
        effects=tuple(one for one in effects if one.row == change.row),
    )


def _sums(effects: tuple[FundEffect, ...]) -> SumsLine | None:
    from cofund.funds.weighing import summed

    if not effects:
        return None
    sums = summed(effects)
    return SumsLine.model_validate(asdict(sums))


def _taken_page(
    visit: Visit, visitor: Visitor, stored: StoredList, taken: TakenList, *, office: Office
) -> Page:
    assert taken.taken_at is not None, "what is not taken in is shown as a plan"
    view = ImportTakenView(
        frame=manager_frame(visit, visitor, office=office),
        import_id=stored.import_id,
        file_name=stored.file_name,
        who=name_of(taken.by, office=office),
        taken_at=taken.taken_at,
        partners=len(taken.partners),
        kept=taken.kept,
        refused=tuple(
            RefusedLine(partner=partner_name(one.fund.partner, office=office), refused=one)
            for one in taken.refused[:MOST_SHOWN]
        ),
    )
    return page(render_import_taken(view, locale=visit.locale))


def _path(stored: StoredList) -> str:
    return f"/manage/import/{stored.import_id}"
