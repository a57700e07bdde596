"""Whole numbers in English, German and French words, as invoices print them."""

from __future__ import annotations

ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
ENGLISH_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety"
GERMAN = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
    " sechzehn siebzehn achtzehn neunzehn"
)
GERMAN_TENS = "- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
FRENCH = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
FRENCH_TENS = "- - vingt trente quarante cinquante soixante"


def english_words(number: int) -> str:
    """Give a number below a milliard in English words."""
    for scale, name in ((10**6, "million"), (10**3, "thousand")):
        if number >= scale:
            above, rest = divmod(number, scale)
            return _joined(f"{english_words(above)} {name}", english_words(rest) if rest else "")
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        return _joined(f"{_nth(ENGLISH, hundreds)} hundred", english_words(rest) if rest else "")
    if number < 20:
        return _nth(ENGLISH, number)
    tens, unit = divmod(number, 10)
    return _nth(ENGLISH_TENS, tens) + (f"-{_nth(ENGLISH, unit)}" if unit else "")


def german_words(number: int) -> str:
    """Give a number below a milliard in German words, written in one up to the million."""
    if number >= 10**6:
        millions, rest = divmod(number, 10**6)
        name = "eine Million" if millions == 1 else f"{_german(millions)} Millionen"
        return _joined(name, german_words(rest) if rest else "")
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        return f"{_german(thousands)}tausend{_german(rest) if rest else ''}"
    return _german(number)


def _german(number: int) -> str:
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        return f"{_nth(GERMAN, hundreds)}hundert{_german(rest) if rest else ''}"
    if number < 20:
        return _nth(GERMAN, number)
    tens, unit = divmod(number, 10)
    return (f"{_nth(GERMAN, unit)}und" if unit else "") + _nth(GERMAN_TENS, tens)


def french_words(number: int) -> str:
    """Give a number below a milliard in French words."""
    if number >= 10**6:
        millions, rest = divmod(number, 10**6)
        name = f"{french_words(millions)} million{'s' if millions > 1 else ''}"
        return _joined(name, french_words(rest) if rest else "")
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        name = "mille" if thousands == 1 else f"{french_words(thousands)} mille"
        return _joined(name, french_words(rest) if rest else "")
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        name = "cent" if hundreds == 1 else f"{_nth(FRENCH, hundreds)} cent{'' if rest else 's'}"
        return _joined(name, french_words(rest) if rest else "")
    return _french(number)


def _french(number: int) -> str:
    if number < 17:
        return _nth(FRENCH, number)
    if number < 20:
        return f"dix-{_nth(FRENCH, number - 10)}"
    if number >= 80:
        return "quatre-vingts" if number == 80 else f"quatre-vingt-{_french(number - 80)}"
    tens, unit = divmod(number, 10)
    if tens == 7:
        return f"soixante{' et ' if unit == 1 else '-'}{_french(10 + unit)}"
    name = _nth(FRENCH_TENS, tens)
    return name + (" et un" if unit == 1 else f"-{_nth(FRENCH, unit)}" if unit else "")


def _nth(words: str, number: int) -> str:
    return words.split()[number]


def _joined(first: str, second: str) -> str:
    return f"{first} {second}".strip()
