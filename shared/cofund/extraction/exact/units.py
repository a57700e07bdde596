"""Names of units by the codes of UN/ECE recommendation 20, as invoices print them."""

from __future__ import annotations

from cofund.extraction.exact import forms

UNITS = {
    "C62": "pcs",
    "H87": "pcs",
    "EA": "pcs",
    "PCE": "pcs",
    "NAR": "pcs",
    "XPP": "pcs",
    "SET": "set",
    "PR": "pair",
    "HUR": "h",
    "MIN": "min",
    "DAY": "days",
    "WEE": "weeks",
    "MON": "months",
    "ANN": "years",
    "KGM": "kg",
    "GRM": "g",
    "TNE": "t",
    "MTR": "m",
    "KMT": "km",
    "MTK": "m2",
    "MTQ": "m3",
    "LTR": "l",
    "KWH": "kWh",
    "LS": "lump sum",
    "P1": "%",
}


def unit(code: str) -> str:
    """Give a unit's name; a code that isn't common is shown as it stands."""
    stated = forms.short(code)
    return UNITS.get(stated, stated)
