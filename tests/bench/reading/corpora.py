"""Folders of documents with their truth, each in the form it came in.

==================  ==========================================================================
form                how it is known
==================  ==========================================================================
native              ``FILE.json`` beside each FILE: ``kind``, ``fields``, ``lines``, …
e-invoices          ``truth.json``: a list of ``file``, ``truth`` with ``grand_total``, ``visible``
forms               ``truth.json``: a list of ``file``, ``truth`` with ``doc_type``
templates           ``truth.json``: a list of ``file``, ``truth`` with ``invoice_number``
pictures            ``truth.json``: an object, ``name`` to the truth of every ``name.*``
==================  ==========================================================================

A folder without any of them, or whose files are not there, is refused by name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.bench.reading.facts import Row, Truth

KINDS = {
    "schet": "invoice",
    "akt": "act",
    "act": "act",
    "upd": "upd",
    "sf": "tax_invoice",
    "torg12": "waybill",
    "pp": "payment_order",
    "participants": "participant_list",
}
PEOPLE = ("name", "company", "position", "email", "phone")
CREDIT = "381"


class NoTruth(Exception):
    """The folder is missing, or says nothing about its documents."""


def documents_of(folder: Path) -> tuple[Truth, ...]:
    """Give a folder's documents with their truth, in order.

    Raises:
        NoTruth: there is no such folder, no truth in it, or a document is missing.
    """
    if not folder.is_dir():
        raise NoTruth(f"{folder}: no such folder")
    listed = folder / "truth.json"
    documents = tuple(_listed(listed) if listed.exists() else _beside(folder))
    if not documents:
        raise NoTruth(f"{folder}: no truth.json, and no FILE.json beside a FILE")
    missing = [document.path.name for document in documents if not document.path.is_file()]
    if missing:
        raise NoTruth(f"{folder}: its truth names files that are not there: {', '.join(missing)}")
    return documents


def _listed(listed: Path) -> Iterator[Truth]:
    told = json.loads(listed.read_text(encoding="utf-8"))
    if isinstance(told, dict):
        for name, truth in told.items():
            for path in sorted(listed.parent.glob(f"{name}.*")):
                yield _form(path, truth, group="scan")
        return
    for entry in told:
        yield _adapter(entry["truth"])(listed.parent / entry["file"], entry)


def _adapter(truth: Mapping[str, Any]) -> Callable[[Path, Mapping[str, Any]], Truth]:
    if "grand_total" in truth:
        return _e_invoice
    if "doc_type" in truth:
        return lambda path, entry: _form(path, entry["truth"], group="russian")
    if "invoice_number" in truth:
        return _template
    return lambda path, entry: _native(path, entry["truth"])


def _beside(folder: Path) -> Iterator[Truth]:
    for told in sorted(folder.glob("*.json")):
        path = told.with_suffix("")
        if path.suffix:
            yield _native(path, json.loads(told.read_text(encoding="utf-8")))


def _native(path: Path, truth: Mapping[str, Any]) -> Truth:
    fields = {name: str(value) for name, value in truth.get("fields", {}).items()}
    return Truth(
        path=path,
        corpus=path.parent.name,
        group=truth.get("group", "native"),
        kind=truth["kind"],
        fields=fields,
        visible=frozenset(fields) - frozenset(truth.get("hidden", ())),
        with_e_invoice="hidden" in truth,
        lines=tuple(truth.get("lines", ())),
        participants=tuple(truth.get("participants", ())),
    )


def _e_invoice(path: Path, entry: Mapping[str, Any]) -> Truth:
    truth, seen = entry["truth"], entry["visible"]
    names = {
        "number": "number",
        "issue_date": "date",
        "gross": "grand_total",
        "net": "tax_basis",
        "tax": "tax_total",
        "seller_name": "seller",
        "seller_tax_id": "seller_vat",
        # What is due is its own field only where it is not the total.
        **({"due": "due"} if truth["due"] != truth["grand_total"] else {}),
    }
    return Truth(
        path=path,
        corpus=path.parent.name,
        group="foreign",
        kind="credit_note" if truth["type_code"] == CREDIT else "invoice",
        fields=_stated({name: truth[theirs] for name, theirs in names.items()}),
        visible=frozenset(name for name, theirs in names.items() if seen[theirs]),
        with_e_invoice=True,
    )


def _template(path: Path, entry: Mapping[str, Any]) -> Truth:
    truth = entry["truth"]
    fields = {
        "number": truth["invoice_number"],
        "issue_date": truth["date"],
        "gross": _amount(truth["amount"]),
        "net": _amount(truth.get("amount_untaxed")),
        "currency": truth["currency"],
        "seller_tax_id": truth.get("vat"),
    }
    stated = _stated(fields)
    return Truth(
        path=path,
        corpus=path.parent.name,
        group="templates",
        kind="invoice",
        fields=stated,
        visible=frozenset(stated),
    )


def _form(path: Path, truth: Mapping[str, Any], *, group: str) -> Truth:
    if truth["doc_type"] == "participants":
        return _people(path, truth)
    stated = _stated({**_totals(truth), **_party(truth, "seller"), **_party(truth, "buyer")})
    return Truth(
        path=path,
        corpus=path.parent.name,
        group=group,
        kind=KINDS.get(truth["doc_type"], ""),
        fields=stated,
        visible=frozenset(stated),
        lines=tuple(map(_line, truth.get("lines", ()))),
    )


def _totals(truth: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "number": truth["number"],
        "issue_date": truth["date"],
        "currency": truth["currency"],
        "gross": truth["total"],
        "tax": truth["tax"],
    }


def _party(truth: Mapping[str, Any], role: str) -> Mapping[str, Any]:
    party = truth.get(role, {})
    return {
        f"{role}_name": party.get("name"),
        f"{role}_tax_id": party.get("inn"),
    }


def _line(line: Mapping[str, Any]) -> Row:
    return {
        "description": line["name"],
        "quantity": line["qty"],
        "unit_price": line["price"],
        "amount": line["amount"],
        "amount_gross": line.get("amount_gross"),
    }


def _people(path: Path, truth: Mapping[str, Any]) -> Truth:
    rows = tuple(dict(zip(PEOPLE, row[1:], strict=False)) for row in truth["rows"])
    return Truth(
        path=path,
        corpus=path.parent.name,
        group="people",
        kind="participant_list",
        fields={},
        visible=frozenset(),
        participants=rows,
    )


def _stated(fields: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in fields.items() if value is not None}


def _amount(amount: float | None) -> str | None:
    return None if amount is None else str(Decimal(str(amount)).quantize(Decimal("0.01")))
