"""Lists that managers send from the page: read once and kept, looked at, taken in, followed up.

Nothing of a list is written before it is taken in. All its facts are then written at once; the
funds follow, one partner after another, for as long as a page may take. What is left of that can be
gone on with, and the next run that keeps all funds does it in any case.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta

from cofund.books.import_book import ImportBook
from cofund.errors import NotFound, StaleVersion
from cofund.models.base import is_identifier
from cofund.models.imports import ImportPlan, StoredList, TakenList
from cofund.steps.office import Office

MOST_BYTES = 1024 * 1024
MOST_ROWS = 500
"""More would not be looked at, weighed and written within the time of a page."""
MOST_STORED = 8_000_000
KEEPING_TIME = timedelta(seconds=8)
JSON = "application/json"


def store_list(content: bytes, *, file_name: str, by: str, office: Office) -> StoredList:
    """Read a list that was sent, and keep what it says; the file is not kept.

    Raises:
        ListRefused: it is no list, or more than a page can take in.
    """
    # A list is read here and nowhere else among the pages: they need not wait for it.
    from cofund.imports.listing import ListRefused
    from cofund.steps.managing.importing import new_partner_id, read_list

    if len(content) > MOST_BYTES:
        raise ListRefused("too_large_here")
    read = read_list(content, programme=office.programme_name, office=office)
    if len(read.listed) + len(read.problems) > MOST_ROWS:
        raise ListRefused("too_long_here")
    named = new_partner_id(office)
    stored = StoredList(
        import_id=office.ids(),
        file_name=file_name,
        programme=office.programme_name,
        read=read,
        new_ids={row.inn: named(row.inn) for row in read.listed},
        sent_at=office.clock(),
        sent_by=by,
    )
    text = stored.model_dump_json().encode()
    office.files.write("personal", _file(stored.import_id), text, content_type=JSON)
    return stored


def stored_list(import_id: str, *, office: Office) -> StoredList:
    """Give a list that was sent.

    Raises:
        NotFound: there is none, or it is forgotten.
    """
    if not is_identifier(import_id):
        raise NotFound("no such list")
    text = office.files.read("personal", _file(import_id), limit=MOST_STORED)
    return StoredList.model_validate_json(text)


def plan_stored(
    stored: StoredList, *, creates: Callable[[str], str] | None, office: Office
) -> ImportPlan:
    """Give what taking a list in would change now."""
    from cofund.steps.managing.importing import plan_of

    return plan_of(stored.read, programme=stored.programme, new_id=creates, office=office)


def digest_of(plan: ImportPlan) -> str:
    """Give what tells one plan from another: what is taken in is what was shown."""
    return hashlib.sha256(plan.model_dump_json().encode()).hexdigest()[:32]


def taken_list(import_id: str, *, office: Office) -> TakenList | None:
    """Give how far a list has come; None where it was not taken in, or not to its end."""
    taken = ImportBook(office.items).find(import_id)
    return taken if taken is not None and taken.taken_at is not None else None


def take_stored(
    stored: StoredList, plan: ImportPlan, *, shown: str, by: str, office: Office
) -> None:
    """Take a list in as it was shown, and let the funds follow for a while.

    Raises:
        StaleVersion: what it would change is not what was shown (any more).
        NotAccepted: some row has a problem.
        Forbidden: the login is no manager's.
        EntryConflict: another import gave one of the INNs to another partner at this moment.
    """
    from cofund.funds.weighing import refused_as_ended
    from cofund.steps.managing.importing import take_in
    from cofund.steps.managing.weighing import weigh

    if taken_list(stored.import_id, office=office) is not None:
        return
    if digest_of(plan) != shown:
        raise StaleVersion("the list would change something else now")
    book = ImportBook(office.items)
    changed = tuple(change.new.partner_id for change in plan.changes)
    begun = TakenList(
        import_id=stored.import_id,
        by=by,
        begun_at=office.clock(),
        partners=changed,
        refused=refused_as_ended(weigh(plan.changes, programme=stored.programme, office=office)),
    )
    standing = book.begin(begun) if plan.applicable else begun
    take_in(plan, by=by, office=office, import_id=stored.import_id)
    book.finish(standing.model_copy(update={"taken_at": office.clock()}))
    keep_on(stored.import_id, office=office)


def keep_on(import_id: str, *, office: Office) -> None:
    """Bring the next funds of a list that was taken in to what they should be, for a while.

    Raises:
        NotFound: nobody has taken such a list in.
        TryAgain: others kept moving the same money.
    """
    from cofund.steps.managing.importing import keep_changed

    taken = taken_list(import_id, office=office)
    if taken is None:
        raise NotFound("no such list was taken in")
    until = office.clock() + KEEPING_TIME
    kept, refused = taken.kept, list(taken.refused)
    for report in keep_changed(taken.partners[kept:], office=office):
        kept += 1
        refused += report.refused
        if office.clock() >= until:
            break
    further = taken.model_copy(update={"kept": kept, "refused": tuple(refused)})
    ImportBook(office.items).advance(further)
    if refused:
        from cofund.steps.managing.mails import tell_refused  # templates: most lists send nothing

        tell_refused(
            refused,
            by=taken.by,
            file_name=stored_list(import_id, office=office).file_name,
            path=f"/manage/import/{import_id}",
            office=office,
        )


def _file(import_id: str) -> str:
    return f"imports/{import_id}.json"
