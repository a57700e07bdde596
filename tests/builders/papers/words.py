"""Roubles in words, the way invoices print them."""

from __future__ import annotations

MALE = [
    "ноль",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
]
FEMALE = {1: "одна", 2: "две"}
TENS = [
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
]
HUNDREDS = [
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
]
SCALES = (
    ("", "", ""),
    ("тысяча", "тысячи", "тысяч"),
    ("миллион", "миллиона", "миллионов"),
    ("миллиард", "миллиарда", "миллиардов"),
    ("триллион", "триллиона", "триллионов"),
)
ROUBLES = ("рубль", "рубля", "рублей")
KOPECKS = ("копейка", "копейки", "копеек")


def roubles_in_words(amount_minor: int) -> str:
    """Give "Сто двадцать рублей 50 копеек"; kopecks stay digits, as in 1C."""
    roubles, kopecks = divmod(amount_minor, 100)
    words = f"{_whole(roubles)} {_form(roubles, ROUBLES)} {kopecks:02d} {_form(kopecks, KOPECKS)}"
    return words[0].upper() + words[1:]


def _whole(number: int) -> str:
    if number == 0:
        return MALE[0]
    groups = []
    for scale, names in enumerate(SCALES):
        number, group = divmod(number, 1000)
        if group:
            groups.append(
                " ".join([*_group(group, female=scale == 1), _form(group, names)]).strip()
            )
    return " ".join(reversed(groups))


def _group(group: int, *, female: bool) -> list[str]:
    words = [HUNDREDS[group // 100 - 1]] if group >= 100 else []
    rest = group % 100
    if rest >= 20:
        words.append(TENS[rest // 10 - 2])
        rest %= 10
    if rest:
        words.append(FEMALE.get(rest, MALE[rest]) if female else MALE[rest])
    return words


def _form(number: int, forms: tuple[str, str, str]) -> str:
    if number % 100 in range(11, 20):
        return forms[2]
    return forms[0] if number % 10 == 1 else forms[1] if number % 10 in (2, 3, 4) else forms[2]
