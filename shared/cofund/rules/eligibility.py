"""Eligibility: costs never refunded, souvenirs too dear, events shared with competitors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from cofund.claimable.cost import CostPaper, cost_base, cost_of
from cofund.claimable.cost_lines import line_cost, piece_prices
from cofund.claimable.line_kinds import category_of, is_souvenir
from cofund.lexicon import words_found, words_to_look_at
from cofund.models.assessment import Finding
from cofund.models.claim import Document
from cofund.models.claim_file import ClaimFile
from cofund.models.evidence import Evidence, Read
from cofund.models.extraction import (
    CommercialDocument,
    EventProgramme,
    EventReport,
    Extraction,
    LineRead,
)
from cofund.models.terms import Category, Lexicon
from cofund.money import Money
from cofund.rules.verdicts import deducted, failed, passed, unclear, where
from cofund.sure import sure_text

MAX_WORDS = 5
"""How many matched words a message names."""
MAX_NAMED = 20
"""How many places of a document are shown where competitors are named."""


def ineligible_lines(file: ClaimFile) -> tuple[Finding, ...]:
    """Find the lines whose words name a category that is never refunded.

    One finding per paper and category. Words that only may mean it go to a person.
    """
    cost = cost_of(file)
    found = tuple(finding for paper in cost.papers for finding in _categories(file, paper))
    if found or not cost.papers:
        return found
    lines = sum(len(paper.paper.lines) for paper in cost.papers)
    return (passed("ineligible_lines", "none", lines=lines),)


def souvenir_price(file: ClaimFile) -> tuple[Finding, ...]:
    """Find souvenirs that cost more a piece, VAT included, than the programme allows.

    On a souvenir order a dear line without a known word for goods may be a service (printing,
    delivery): a person looks.
    """
    papers = cost_of(file).papers
    most = _dearest_piece(file)
    if most is None:
        return ()
    found = tuple(finding for paper in papers for finding in _dear_lines(file, paper, most))
    if found or file.terms.group != "souvenirs":
        return found
    return (passed("souvenir_price", "allowed", most=most),) if papers else ()


def competitors(file: ClaimFile) -> tuple[Finding, ...]:
    """Find the programme's competitors on the papers: an event shared with one is not refunded."""
    lexicon = Lexicon(words=file.programme.competitors.value)
    found = [
        failed(
            file.programme,
            "competitors",
            "named",
            document=document,
            evidence=(evidence for evidence, _ in named),
            words=", ".join(dict.fromkeys(word for _, words in named for word in words)),
        )
        for document, extraction in file.documents()
        if (named := _named(lexicon, _places_of(file, document, extraction)))
    ]
    return tuple(found) or (passed("competitors", "none"),)


def _named(
    lexicon: Lexicon, places: Iterable[tuple[Evidence, str]]
) -> list[tuple[Evidence, tuple[str, ...]]]:
    found = ((evidence, words_found(lexicon, text)) for evidence, text in places)
    return list(islice(((evidence, words) for evidence, words in found if words), MAX_NAMED))


def _places_of(
    file: ClaimFile, document: Document, extraction: Extraction
) -> Iterator[tuple[Evidence, str]]:
    """Give the texts on which a competitor would be named, with their places."""
    yield from ((read.evidence, read.value) for read in _texts_of(extraction))
    for row in file.rows_of(document):
        yield row.evidence, f"{row.company} {row.mail_domain}"


def _texts_of(extraction: Extraction) -> Iterator[Read[str]]:
    texts: list[Read[str] | None] = []
    if isinstance(extraction, CommercialDocument):
        texts = [line.description for line in extraction.lines]
    elif isinstance(extraction, EventReport):
        texts = [extraction.event_name, extraction.goals, extraction.audience, extraction.results]
    elif isinstance(extraction, EventProgramme):
        texts = [extraction.event_name, *(entry.title for entry in extraction.entries)]
    return (read for read in texts if read is not None)


def _categories(file: ClaimFile, paper: CostPaper) -> Iterator[Finding]:
    known = [(line, category_of(file.programme, line)) for line in paper.paper.lines]
    in_none = [line for line, category in known if category is None]
    for category in file.programme.ineligible:
        lines = [line for line, its in known if its is category]
        if lines:
            yield _never_refunded(file, paper, category, lines)
        perhaps = [(line, _words_to_look_at(category, line)) for line in in_none]
        doubtful = [(line, words) for line, words in perhaps if words]
        if doubtful:
            yield _perhaps(paper, category, doubtful)


def _words_to_look_at(category: Category, line: LineRead) -> tuple[str, ...]:
    return words_to_look_at(category, sure_text(line.description))


def _perhaps(
    paper: CostPaper, category: Category, doubtful: list[tuple[LineRead, tuple[str, ...]]]
) -> Finding:
    found = [word for _, words in doubtful for word in words]
    return unclear(
        "ineligible_lines",
        "perhaps",
        document=paper.document,
        evidence=where(*(line.description for line, _ in doubtful)),
        source=category.source,
        words=", ".join(list(dict.fromkeys(found))[:MAX_WORDS]),
    )


def _never_refunded(
    file: ClaimFile, paper: CostPaper, category: Category, lines: list[LineRead]
) -> Finding:
    found = [word for x in lines for word in words_found(category, sure_text(x.description))]
    words = ", ".join(list(dict.fromkeys(found))[:MAX_WORDS])
    evidence = where(*(line.description for line in lines))
    amount = _cost_of_lines(file, paper, lines)
    if amount is None:
        return unclear(
            "ineligible_lines",
            "amount_uncertain",
            document=paper.document,
            evidence=evidence,
            source=category.source,
            words=words,
        )
    return deducted(
        file.programme,
        "ineligible_lines",
        "never_refunded",
        amount=amount,
        document=paper.document,
        evidence=evidence,
        source=category.source,
        words=words,
    )


def _dearest_piece(file: ClaimFile) -> Money | None:
    """Give the dearest price of a souvenir; None where the programme sets none."""
    terms = file.programme.souvenirs
    return None if terms is None or terms.piece_at_most is None else terms.piece_at_most.value


def _dear_lines(file: ClaimFile, paper: CostPaper, most: Money) -> Iterator[Finding]:
    open_lines = [line for line in paper.paper.lines if category_of(file.programme, line) is None]
    goods = [line for line in open_lines if is_souvenir(file.programme, line)]
    others = [line for line in open_lines if file.terms.group == "souvenirs" and line not in goods]
    dear = [line for line in goods if _least_price(file, paper, line) > most]
    doubtful = [
        line for line in goods if line not in dear and _most_price(file, paper, line, most) > most
    ]
    services = [line for line in others if _most_price(file, paper, line, most) > most]
    if dear:
        yield _too_dear(file, paper, dear, most)
    if doubtful or services:
        yield unclear(
            "souvenir_price",
            "perhaps",
            document=paper.document,
            evidence=where(*(line.description for line in (*doubtful, *services))),
            most=most,
        )


def _too_dear(file: ClaimFile, paper: CostPaper, lines: list[LineRead], most: Money) -> Finding:
    evidence = where(*(line.unit_price or line.amount for line in lines))
    amount = _cost_of_lines(file, paper, lines)
    description = lines[0].description.value
    if amount is None:
        return unclear(
            "souvenir_price",
            "amount_uncertain",
            document=paper.document,
            evidence=evidence,
            description=description,
            most=most,
        )
    return deducted(
        file.programme,
        "souvenir_price",
        "too_dear",
        amount=amount,
        document=paper.document,
        evidence=evidence,
        description=description,
        price=_least_price(file, paper, lines[0]),
        most=most,
    )


def _least_price(file: ClaimFile, paper: CostPaper, line: LineRead) -> Money:
    prices = _prices(file, paper, line)
    return prices[0] if prices else Money.zero(file.programme.currency)


def _most_price(file: ClaimFile, paper: CostPaper, line: LineRead, most: Money) -> Money:
    """Give the most that a piece may cost; a price that can't be read may be anything."""
    prices = _prices(file, paper, line)
    if prices is None:
        return paper.gross + most
    return prices[1]


def _prices(file: ClaimFile, paper: CostPaper, line: LineRead) -> tuple[Money, Money] | None:
    """Give the least and the most of a piece in the programme's currency."""
    rounding = file.programme.rounding.value
    prices = piece_prices(paper.paper, line, rounding=rounding)
    if prices is None:
        return None
    least, most = (paper.counted(price, rounding) for price in prices)
    return None if least is None or most is None else (least, most)


def _cost_of_lines(file: ClaimFile, paper: CostPaper, lines: list[LineRead]) -> Money | None:
    """Give what lines cost together, at most what the paper costs; None where not certain."""
    rounding, base = file.programme.rounding.value, cost_base(file)
    costs = [
        paper.counted(line_cost(paper.paper, line, base=base, rounding=rounding), rounding)
        for line in lines
    ]
    known = [max(0, cost.amount_minor) for cost in costs if cost is not None]
    if len(known) < len(costs) or any(c and c.currency != paper.cost.currency for c in costs):
        return None
    total = min(sum(known), paper.cost.amount_minor)
    return Money(amount_minor=total, currency=paper.cost.currency)
