"""Amounts in English, German and French words, the way invoices and cheques print them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

ENGLISH_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
ENGLISH_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
ENGLISH_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
FRENCH_SMALL = {
    "zéro": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6,
    "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13,
    "quatorze": 14, "quinze": 15, "seize": 16,
}  # fmt: skip
FRENCH_TENS = {
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
FRENCH_SCALES = {"mille": 10**3, "million": 10**6, "millions": 10**6, "milliard": 10**9}
GERMAN_SMALL = {
    "null": 0, "ein": 1, "eins": 1, "eine": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5,
    "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
    "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18,
    "neunzehn": 19,
}  # fmt: skip
GERMAN_TENS = {
    "zwanzig": 20, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
    "achtzig": 80, "neunzig": 90,
}  # fmt: skip

CURRENCY_WORDS = {
    "EUR": (r"euros?|eur", r"(?:euro)?cents?|centimes?"),
    "USD": (r"(?:us[\s-]?)?dollars?|usd", r"cents?"),
    "GBP": (r"pounds?(?:\s+sterling)?|gbp", r"pence|penny|p"),
    "CHF": (r"(?:schweizer\s+|swiss\s+)?fran(?:ken|cs?)|chf", r"rappen|centimes?"),
}


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _listed(*vocabularies: str) -> str:
    """Words one after another, with hyphens, commas and "and" between them."""
    word = "|".join(vocabularies)
    return rf"(?:(?:{word})(?:[\s,-]+(?:and\s+|et\s+)?(?=\w)|-|\b)){{1,30}}"


GERMAN_BELOW_100 = (
    rf"(?:(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und)?(?:{_any(GERMAN_TENS)})"
    rf"|{_any(GERMAN_SMALL)}"
)
GERMAN_BELOW_1000 = rf"(?:(?:{_any(GERMAN_SMALL)})?hundert(?:und)?)?(?:{GERMAN_BELOW_100})?"
GERMAN_NUMBER = re.compile(
    rf"(?:(?P<millions>{GERMAN_BELOW_1000})\s?million(?:en)?\s?)?"
    rf"(?:(?P<thousands>{GERMAN_BELOW_1000})\s?tausend\s?(?:und)?\s?)?(?P<rest>{GERMAN_BELOW_1000})"
)
GERMAN_SPAN = (
    r"(?:[a-zäöüß]{3,60}\smillion(?:en)?(?:\s[a-zäöüß]{3,120})?"
    r"|(?:[a-zäöüß]{3,60}\stausend\s?)?[a-zäöüß]{3,120})"
)
ENGLISH_SPAN = _listed(_any(ENGLISH_SMALL), _any(ENGLISH_TENS), _any(ENGLISH_SCALES), "hundred")
FRENCH_SPAN = _listed(_any(FRENCH_SMALL), _any(FRENCH_TENS), _any(FRENCH_SCALES), "cents?|vingts")
LONGEST = 400


def amounts_in_words(text: str, currency: str) -> tuple[tuple[int, int, int], ...]:
    """Give each amount in words of a currency: where it begins and ends, and its minor units."""
    if currency not in CURRENCY_WORDS or len(text) > LONGEST:
        return ()
    found: list[tuple[int, int, int]] = []
    for number, pattern in _patterns(currency):
        found += _amounts(number, pattern, text.lower())
    longest_first = sorted(found, key=lambda each: each[0] - each[1])
    kept: list[tuple[int, int, int]] = []
    for start, end, minor in longest_first:
        if all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end, minor))
    return tuple(sorted(kept))


Number = Callable[[str], int | None]


@cache
def _patterns(currency: str) -> tuple[tuple[Number, re.Pattern[str]], ...]:
    units, cents = CURRENCY_WORDS[currency]
    spans = ((_english, ENGLISH_SPAN), (_french, FRENCH_SPAN), (_german, GERMAN_SPAN))
    return tuple(
        (
            number,
            re.compile(
                rf"(?<![\w-])(?P<whole>{span})\s*(?:d['’]\s?)?(?:{units})\b"
                rf"(?:\s*,?\s*(?:and|und|et)?\s*(?:(?P<hundredths>\d\d)\s*/\s*100\b"
                rf"|(?P<digits>\d\d)\s*(?:{cents})\b|(?P<cents>{span})\s*(?:{cents})\b))?"
            ),
        )
        for number, span in spans
    )


def _amounts(number: Number, pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int, int]]:
    for match in pattern.finditer(text):
        whole = number(match["whole"])
        minor = match["hundredths"] or match["digits"]
        rest = int(minor) if minor else number(match["cents"]) if match["cents"] else 0
        if whole is not None and rest is not None and rest < 100:
            yield match.start(), match.end(), whole * 100 + rest


def _english(words: str) -> int | None:
    total = group = 0
    highest = 10**12
    for word in re.findall(r"[a-z]+", words):
        if word in ENGLISH_SCALES:
            if group == 0 or ENGLISH_SCALES[word] >= highest:
                return None
            highest = ENGLISH_SCALES[word]
            total, group = total + group * highest, 0
        elif word == "hundred":
            if not 0 < group < 100:
                return None
            group *= 100
        elif word != "and":
            added = _added(group, {**ENGLISH_SMALL, **ENGLISH_TENS}[word])
            if added is None:
                return None
            group = added
    return total + group


def _added(group: int, value: int) -> int | None:
    """A number goes on with a smaller one only: "twenty one", never "one twenty"."""
    taken = group % 100
    fits = taken == 0 or (taken % 10 == 0 and taken >= 20 and value < 10)
    return group + value if fits else None


def _french(words: str) -> int | None:
    total = group = 0
    highest = 10**12
    for word in re.findall(r"[^\W\d_]+", words):
        if word == "et":
            continue
        if word in FRENCH_SCALES:
            if FRENCH_SCALES[word] >= highest:
                return None
            highest = FRENCH_SCALES[word]
            total, group = total + (group or 1) * highest, 0
            continue
        after = _french_after(group, word)
        if after is None:
            return None
        group = after
    return total + group


def _french_after(group: int, word: str) -> int | None:
    """Add a word: "quatre-vingt-dix-sept" is 4 × 20 + 10 + 7, "deux cents" is 2 × 100."""
    taken = group % 100
    if word in ("cent", "cents"):
        return (group or 1) * 100 if group < 10 else None
    if word in ("vingt", "vingts") and taken == 4:
        return group - 4 + 80
    value = {**FRENCH_SMALL, **FRENCH_TENS}.get(word)
    if value is None:
        return None
    teen_follows = taken in (60, 80) and value <= 16
    unit_follows = taken in (10, 70, 90) and 7 <= value <= 9
    plain = taken == 0 or (taken % 10 == 0 and taken >= 20 and value < 10)
    return group + value if teen_follows or unit_follows or plain else None


def _german(words: str) -> int | None:
    compact = re.sub(r"\s+", "", words.replace("ß", "ss").replace("-", ""))
    match = GERMAN_NUMBER.fullmatch(compact)
    if match is None or not compact or match["millions"] == "":
        return None
    thousands = match["thousands"]
    return (
        _german_below_1000(match["millions"] or "") * 10**6
        + (0 if thousands is None else (_german_below_1000(thousands) or 1) * 10**3)
        + _german_below_1000(match["rest"])
    )


def _german_below_1000(word: str) -> int:
    hundreds, found, rest = word.rpartition("hundert")
    factor = GERMAN_SMALL.get(hundreds, 1) if found else 0
    rest = rest.removeprefix("und") if found else rest
    if rest in GERMAN_SMALL:
        return factor * 100 + GERMAN_SMALL[rest]
    unit, joined, tens = rest.rpartition("und")
    value = GERMAN_SMALL[unit] if joined else 0
    return factor * 100 + value + GERMAN_TENS.get(tens, 0)
