"""Amounts in Russian words, the way 1C and accountants print them."""

from __future__ import annotations

import re

UNITS = {
    "ноль": 0, "один": 1, "одна": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5,
    "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "одиннадцать": 11,
    "двенадцать": 12, "тринадцать": 13, "четырнадцать": 14, "пятнадцать": 15, "шестнадцать": 16,
    "семнадцать": 17, "восемнадцать": 18, "девятнадцать": 19,
}  # fmt: skip
TENS = {
    "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60,
    "семьдесят": 70, "восемьдесят": 80, "девяносто": 90,
}  # fmt: skip
HUNDREDS = {
    "сто": 100, "двести": 200, "триста": 300, "четыреста": 400, "пятьсот": 500, "шестьсот": 600,
    "семьсот": 700, "восемьсот": 800, "девятьсот": 900,
}  # fmt: skip
VALUES = {**UNITS, **TENS, **HUNDREDS}
SCALES = {"тысяч": 10**3, "миллион": 10**6, "миллиард": 10**9, "триллион": 10**12}
SCALE = re.compile(r"(тысяч|миллион|миллиард|триллион)(?:а|и|ов)?$")
LARGEST = 10**15

WORD = "|".join(sorted(VALUES, key=len, reverse=True))
AMOUNT = re.compile(
    rf"(?<!\w)(?P<roubles>(?:(?:{WORD}|(?:тысяч|миллион|миллиард|триллион)(?:а|и|ов)?)[\s-]{{1,3}}){{1,30}})"
    r"руб(?:\.|лей|ля|ль)?"
    rf"(?:[\s,.]*(?P<kopecks>\d\d|(?:(?:{WORD})\s+){{1,3}})\s*коп(?:\.|еек|ейки|ейка)?)?(?!\w)",
    re.IGNORECASE,
)
"""An amount in words inside a longer text; without kopecks it is read as whole roubles."""


def amount_in_words(text: str) -> int | None:
    """Give the kopecks that words say; None where they say no number."""
    match = AMOUNT.search(text.lower().replace("ё", "е"))
    if match is None:
        return None
    roubles, kopecks = _number(match["roubles"]), _kopecks(match["kopecks"])
    if roubles is None or kopecks is None or kopecks > 99:
        return None
    return roubles * 100 + kopecks


def _kopecks(printed: str | None) -> int | None:
    if printed is None:
        return 0
    return int(printed) if printed.isdigit() else _number(printed)


def _number(printed: str) -> int | None:
    """The number that words say; None when their order makes no number."""
    total = group = 0
    highest = LARGEST
    words = re.split(r"[\s-]+", printed.strip())
    below = 1000
    for word in words:
        scale = SCALE.match(word)
        if scale:
            factor = SCALES[scale[1]]
            if factor >= highest or (group == 0 and factor > 1000):
                return None
            total, group, highest, below = total + max(group, 1) * factor, 0, factor, 1000
            continue
        value = VALUES[word]
        needs, leaves = _places(value)
        if needs >= below:
            return None
        group, below = group + value, leaves
    return total + group


def _places(value: int) -> tuple[int, int]:
    """The highest place that a word fills, and the one below which the next may follow.

    After "двадцать" a unit may follow; "двенадцать" fills the units, too.
    """
    if value >= 100:
        return 100, 100
    if value >= 20:
        return 10, 10
    return (10, 1) if value >= 10 else (1, 1)
