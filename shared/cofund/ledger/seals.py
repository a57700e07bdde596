"""Sealing a fund: a hash over each posting, and a chain of hashes over the nights.

Whoever can write the table could change a posting and its digest; a seal says what stood there on
its night, the next seal stands on it, and a copy of each lies where nothing can be overwritten.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from cofund.items import Item
from cofund.models.seals import MAX_SEALED, Seal, SealBreak, SealedBooks, SealedEntry

NOTHING = "0" * 64
"""What the first seal stands on."""

Postings = Mapping[str, Item]
"""What is stored of each posting, by entry id."""


def next_seals(
    fund: SealedBooks, last: Seal | None, unsealed: Postings, *, at: datetime
) -> Iterator[Seal]:
    """Give the seals over postings that are under none yet, by entry id; none where all are."""
    ids = sorted(unsealed)
    for start in range(0, len(ids), MAX_SEALED):
        last = _seal(fund, last, {i: unsealed[i] for i in ids[start : start + MAX_SEALED]}, at)
        yield last


def digest_of_posting(posting: Item) -> str:
    """Give the hash over all that is stored of a posting."""
    return _sha256({**posting})


def digest_of_seal(seal: Seal) -> str:
    """Give the hash over a seal, but for the hash itself."""
    return _sha256(seal.model_dump(mode="json", exclude={"digest"}))


def broken_seals(fund: str, seals: tuple[Seal, ...], postings: Postings) -> Iterator[SealBreak]:
    """Give what of a fund is not as it was sealed: its seals in order, and its postings."""
    previous, count = NOTHING, 0
    for number, seal in enumerate(seals, start=1):
        yield from _broken_entries(fund, seal, postings)
        count += len(seal.entries)
        if seal.digest != digest_of_seal(seal):
            yield SealBreak(fund=fund, number=number, what="seal_changed")
        elif (seal.number, seal.previous, seal.count) != (number, previous, count):
            yield SealBreak(fund=fund, number=number, what="seal_out_of_chain")
        previous = seal.digest


def _seal(fund: SealedBooks, last: Seal | None, postings: Postings, at: datetime) -> Seal:
    sums = _sums(postings.values())
    for bucket, amount in last.sums.items() if last else ():
        sums[bucket] += amount
    seal = Seal.model_validate(
        {
            "fund": fund,
            "number": last.number + 1 if last else 1,
            "sealed_at": at,
            "entries": [
                SealedEntry(entry_id=entry_id, sha256=digest_of_posting(posting))
                for entry_id, posting in postings.items()
            ],
            "count": len(postings) + (last.count if last else 0),
            "currency": next(iter(postings.values())).get("currency"),
            "sums": dict(sorted(sums.items())),
            "previous": last.digest if last else NOTHING,
            "digest": NOTHING,
        }
    )
    return seal.model_copy(update={"digest": digest_of_seal(seal)})


def _broken_entries(fund: str, seal: Seal, postings: Postings) -> Iterator[SealBreak]:
    for entry in seal.entries:
        posting = postings.get(entry.entry_id)
        if posting is not None and digest_of_posting(posting) == entry.sha256:
            continue
        yield SealBreak(
            fund=fund,
            number=seal.number,
            entry_id=entry.entry_id,
            what="posting_missing" if posting is None else "posting_changed",
        )


def _sums(postings: Iterable[Item]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for posting in postings:
        deltas: Any = posting["deltas"]
        sums.update(deltas)
    return sums


def _sha256(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
