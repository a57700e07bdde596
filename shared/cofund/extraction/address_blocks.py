"""Blocks of names and addresses on a letter: below a label, below the sender's line, or alone.

A block is a run of lines that begin at one place: what stands beside it is another's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.solver.columns import GOODS
from cofund.extraction.vocabulary import Vocabulary, label_meaning, vocabulary

Named = Literal["seller", "buyer", "other", "name", "detail"]

LABELS: Vocabulary[Named] = vocabulary(
    (
        "seller",
        r"^(?:verkaufer|lieferant|rechnungssteller|absender|leistungserbringer|auftragnehmer|seller|"
        r"supplier|vendor|from|issuedby|soldby|billfrom|serviceprovider|vendeur|fournisseur|emetteur|"
        r"prestataire|leverancier|verkoper|proveedor|emisor|fornitore|cedente|remitto)(?:name)?$",
    ),
    (
        "buyer",
        r"^(?:kaufer(?:leistungsempfanger)?|leistungsempfanger|rechnungsempfanger|rechnungsadresse|"
        r"rechnungsanschrift|rechnungan|kunden?|kundenname|kundenadresse|auftraggeber|empfanger|"
        r"bill(?:ed)?to(?:address)?|invoice(?:d)?to|soldto|customer|client|buyer|billingaddress|"
        r"to|invoiceaddress|acheteur|destinataire|facturea|facture|adressede(?:la)?facturation|"
        r"adressefacturation|adressefacture|klant|afnemer|factuuradres|cliente|comprador|acquirente|"
        r"destinatario|cessionario)(?:name|details)?$",
    ),
    (
        "other",
        r"liefer(?:adresse|anschrift)|shipping|deliver|livraison|warenempfanger|shipto|zahlungs|"
        r"bevollmachtig|installation|warehouse|leistungsort|bezorg|afleveradres|contact|bemerkung|"
        r"^notes?$",
    ),
    ("name", r"^(?:name|firma|company(?:name)?|nom|raisonsociale|naam|unternehmen|razonsocial)$"),
    (
        "detail",
        r"nummer$|nr$|^(?:anschrift|adresse|address|strasse|plzort|ort|land|country|tel|telefon|fax|"
        r"email|gln|duns|steuernummer|umsatzsteuer\w*|ust\w*|vat\w*|tva\w*|siret|siren|phone|mail|"
        r"web|internet|globalenummer|kontakt|attn|zhd)",
    ),
)
SALUTATION = re.compile(
    r"^(?:herrn?|frau|firma|an(?:\s+die)?|to|monsieur|madame|mme|m\.|mr\.?|mrs\.?|ms\.?|attn\.?.*|"
    r"z\.?\s?hd\.?.*|société|à|name|address)\W*$",
    re.IGNORECASE,
)
POSTAL = re.compile(
    r"^(?:[A-Z]{1,3}\s?[-–]?\s?)?\d{4,5}\s*[^\W\d_][^\d,;]{2,40}$|"
    r"[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}$|,?\s[A-Z]{2}\s\d{5}(?:-\d{4})?(?:,?\s\w+)?$|"
    r"^\d{4}\s?[A-Z]{2}\s+\w+"
)
SAME_START = 8.0
FAR = 1.7
"""A gap of so many line heights ends a block."""
FAR_IN_WINDOW = 3.4
FAR_ABOVE_TOWN = 2.4
"""An address window is often set wide, its town still wider."""
MOST_LINES = 9
FIRST_PAGE_LINES = 90


@dataclass(frozen=True)
class Block:
    """A run of lines below each other, and what names it."""

    named: Named | None
    lines: tuple[Passage, ...]

    @property
    def has_postal_code(self) -> bool:
        """Whether one of its lines is a town with its code: an address."""
        return any(POSTAL.search(line.text.strip()) for line in self.lines)


def meaning(segment: Passage) -> Named | None:
    """Give what a segment names, when it is nothing but a label."""
    label, _, rest = segment.text.partition(":")
    return label_meaning(label, LABELS) if not rest.strip(" .") else None


def labelled_blocks(lines: Sequence[Passage]) -> list[Block]:
    """Give the blocks beside or below labels of parties."""
    found: list[Block] = []
    for number, line in enumerate(lines):
        segments = segments_of(line)
        for at, segment in enumerate(segments):
            label, colon, rest = segment.text.partition(":")
            named = label_meaning(label, LABELS)
            if named not in ("seller", "buyer"):
                continue
            if colon and rest.strip().isdigit():
                continue
            if colon and rest.strip():
                beside = segment.part(len(label) + 1, len(segment.text)).stripped()
                found.append(_beside(lines, number, named, beside))
            else:
                following = segments[at + 1] if at + 1 < len(segments) else None
                found += _below(lines, number, segment, named, following)
    return found


def _beside(lines: Sequence[Passage], number: int, named: Named, value: Passage) -> Block:
    return Block(named, (value, *column_below(lines, number, value)))


def _below(
    lines: Sequence[Passage],
    number: int,
    label: Passage,
    named: Named,
    following: Passage | None,
) -> list[Block]:
    """What stands below the label; what stands beside it where that is no block of its own."""
    below = column_below(lines, number, label)
    is_value = following is not None and meaning(following) is None and ":" not in following.text
    if following is not None and is_value and (not below or _in_rows(lines, below[0], following)):
        return [_beside(lines, number, named, following)]
    return [Block(named, tuple(below))] if below else []


def _in_rows(lines: Sequence[Passage], below: Passage, value: Passage) -> bool:
    """Whether labels and values stand in two columns, row by row, or a table begins below."""
    if GOODS.search(below.text) or meaning(below) is not None:
        return True
    row = next((line for line in lines if below.pieces[0] in line.pieces), below)
    return any(_same_start(segment, value) for segment in segments_of(row))


def own_lines(block: Block) -> tuple[Passage, ...]:
    """Give a block's lines up to its town: an address ends there, whatever follows closely."""
    for at, line in enumerate(block.lines):
        if POSTAL.search(line.text.strip()):
            return block.lines[: at + 1]
    return block.lines


def column_below(
    lines: Sequence[Passage], number: int, above: Passage, *, far: float = FAR
) -> list[Passage]:
    """Give the segments that begin where one begins, line below line, down to a gap or a label."""
    taken: list[Passage] = []
    last = above
    for line in lines[number + 1 : number + 1 + MOST_LINES * 2]:
        segments = segments_of(line)
        at = next((at for at, each in enumerate(segments) if _same_start(each, above)), None)
        if at is None:
            if _is_far(last, line, far * 2):
                break
            continue
        if at and meaning(segments[at - 1]) is not None:
            break
        segment = segments[at]
        wide = far * 2 if segment.text.rstrip().endswith(":") else far
        if _is_far(last, segment, wide) or meaning(segment) in ("seller", "buyer", "other"):
            break
        taken.append(_with_value(segments, at))
        last = segment
        if len(taken) == MOST_LINES:
            break
    return taken


def _with_value(segments: Sequence[Passage], at: int) -> Passage:
    """A label inside the block ("Name: | …") with the value beside it."""
    segment = segments[at]
    is_label = segment.text.rstrip().endswith(":") or meaning(segment) in ("name", "detail")
    if is_label and at + 1 < len(segments):
        return Passage((*segment.pieces, *segments[at + 1].pieces), segment.origin)
    return segment


def _same_start(one: Passage, other: Passage) -> bool:
    if one.box is None or other.box is None or one.page != other.page:
        return False
    return abs(one.box.x0 - other.box.x0) <= SAME_START


def _is_far(above: Passage, below: Passage, far: float = FAR) -> bool:
    if above.box is None or below.box is None or above.page != below.page:
        return True
    return below.box.top - above.box.bottom > far * (above.box.bottom - above.box.top)


def postal_blocks(lines: Sequence[Passage]) -> list[Block]:
    """Give the addresses that nothing names: what stands above a town and its code."""
    found: list[Block] = []
    for number, line in enumerate(lines[:FIRST_PAGE_LINES]):
        for segment in segments_of(line):
            if POSTAL.search(segment.text.strip()):
                found.append(Block(None, (*_column_above(lines, number, segment), segment)))
    return [block for block in found if len(block.lines) > 1]


def _column_above(lines: Sequence[Passage], number: int, town: Passage) -> list[Passage]:
    taken: list[Passage] = []
    last = town
    for line in reversed(lines[max(0, number - MOST_LINES) : number]):
        segment = next((each for each in segments_of(line) if _same_start(each, town)), None)
        if segment is None:
            continue
        if _is_far(segment, last, FAR_ABOVE_TOWN) or meaning(segment) is not None:
            break
        if POSTAL.search(segment.text):
            break
        if SALUTATION.match(segment.text):
            break
        taken.insert(0, segment)
        last = segment
    return taken
