"""Lists taken in: how far each has come, and who took which in.

======================  ====================  ======================================================
pk                      sk                    attributes
======================  ====================  ======================================================
``IMPORT#{import}``     ``TAKEN``             taken (JSON), kept
``IMPORTS``             ``{at}#{digest}``     by, at, changes, import (of the page's only)
======================  ====================  ======================================================
"""

from __future__ import annotations

from cofund.books.writing import (
    change_if_older,
    integer,
    put_or_change,
    write_if_absent,
)
from cofund.items import Item, Key, Put
from cofund.models.imports import ImportNote, TakenList
from cofund.ports import Items

MOST_NOTES = 20


class ImportBook:
    """The lists that managers took in."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def begin(self, taken: TakenList) -> TakenList:
        """Note that a list is being taken in, unless it is already; give what stands."""
        key = _key(taken.import_id)
        write_if_absent(self._items, Put(key, _attributes(taken)))
        return self.find(taken.import_id) or taken

    def find(self, import_id: str) -> TakenList | None:
        """Give how far a list has come; None where nobody has taken it in."""
        item = self._items.get(_key(import_id))
        return None if item is None else TakenList.model_validate_json(str(item["taken"]))

    def finish(self, taken: TakenList) -> None:
        """Note that all facts are written."""
        put_or_change(self._items, _key(taken.import_id), _attributes(taken))

    def advance(self, taken: TakenList) -> None:
        """Note how many partners' funds were kept; what came further meanwhile stays."""
        change_if_older(self._items, _key(taken.import_id), _attributes(taken), counted="kept")

    def note(self, digest: str, note: ImportNote) -> None:
        """Note who took a list in."""
        at = note.at.isoformat()
        facts: Item = {"by": note.by, "at": at, "changes": note.changes}
        if note.import_id is not None:
            facts["import"] = note.import_id
        write_if_absent(self._items, Put(Key("claims", "IMPORTS", f"{at}#{digest}"), facts))

    def notes(self) -> tuple[ImportNote, ...]:
        """Give who took lists in, the newest first, at most ``MOST_NOTES``."""
        stored = self._items.query_newest("claims", "IMPORTS", limit=MOST_NOTES)
        return tuple(_note_of(one.attributes) for one in stored)


def _note_of(item: Item) -> ImportNote:
    return ImportNote.model_validate(
        {
            "at": item["at"],
            "by": item["by"],
            "changes": integer(item["changes"]),
            "import_id": item.get("import"),
        }
    )


def _attributes(taken: TakenList) -> Item:
    return {"taken": taken.model_dump_json(), "kept": taken.kept}


def _key(import_id: str) -> Key:
    return Key("claims", f"IMPORT#{import_id}", "TAKEN")
