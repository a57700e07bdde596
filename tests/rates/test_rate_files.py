"""Files of rates: the Bank of Russia's daily XML and plain lists, taken exactly or not at all."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from cofund.errors import NotAccepted
from cofund.files.rate_files import read_rates
from cofund.models.rates import Rate

DAILY = """<?xml version="1.0" encoding="windows-1251"?>
<ValCurs Date="15.09.2026" name="Foreign Currency Market">
<Valute ID="R01235"><NumCode>840</NumCode><CharCode>USD</CharCode><Nominal>1</Nominal>\
<Name>Доллар США</Name><Value>80,1234</Value><VunitRate>80,1234</VunitRate></Valute>
<Valute ID="R01820"><NumCode>392</NumCode><CharCode>JPY</CharCode><Nominal>100</Nominal>\
<Name>Иен</Name><Value>54,5</Value><VunitRate>0,545</VunitRate></Valute>
</ValCurs>
"""


def of(content: str, *, encoding: str = "utf-8") -> tuple[Rate, ...]:
    return read_rates(content.encode(encoding), into="RUB", source="list")


def test_the_banks_daily_file_is_read_with_its_units_and_its_day() -> None:
    dollar, yen = of(DAILY, encoding="cp1251")
    assert (dollar.currency, dollar.value, dollar.nominal) == ("USD", "80.1234", 1)
    assert (yen.value, yen.nominal, yen.of_one) == ("54.5", 100, Fraction(545, 1000))
    assert {rate.day for rate in (dollar, yen)} == {date(2026, 9, 15)}
    assert {rate.set_on for rate in (dollar, yen)} == {"day_before"}
    assert {rate.source for rate in (dollar, yen)} == {"Bank of Russia"}


@pytest.mark.parametrize(
    "content",
    [
        "currency,day,value,nominal\nUSD,2026-09-15,80.1234,1\nJPY,2026-09-15,54.5,100\n",
        "\ufeffCurrency;Day;Value;Nominal\r\nusd;15.09.2026;80,1234;1\r\nJPY;15.09.2026;54,5;100",
        "currency;day;value;nominal;source\nUSD;2026-09-15;80,1234;;A\nJPY;2026-09-15;54,5;1 00;A",
    ],
)
def test_a_list_is_read_with_either_separator(content: str) -> None:
    dollar, yen = of(content)
    assert (dollar.currency, dollar.day, dollar.value) == ("USD", date(2026, 9, 15), "80.1234")
    assert (yen.currency, yen.value, yen.nominal) == ("JPY", "54.5", 100)
    assert dollar.set_on == "same_day"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the first line names the columns"),
        ("currency,value\nUSD,80\n", "the first line names the columns"),
        ("currency,day,value\n", "the file holds no rate"),
        ("currency,day,value\nUSD,2026-02-30,80\n", "line 2: day"),
        ("currency,day,value\nUSD,15/09/26,80\n", "line 2: day"),
        ("currency,day,value\nUSD,2026-09-15,0\n", "line 2: "),
        ("currency,day,value\nUSD,2026-09-15,-80\n", "line 2: value"),
        ("currency,day,value\nUSD,2026-09-15,1e3\n", "line 2: value"),
        ("currency,day,value\nUSD,2026-09-15,NaN\n", "line 2: value"),
        ("currency,day,value\nUSD,2026-09-15,80.123456789\n", "line 2: value"),
        ("currency,day,value,nominal\nUSD,2026-09-15,80,0\n", "line 2: nominal"),
        ("currency,day,value\nRUB,2026-09-15,1\n", "line 2: "),
        ("currency,day,value\nдоллар,2026-09-15,80\n", "line 2: currency"),
        ("<ValCurs Date='15.09.2026'></ValCurs>", "the file holds no rate"),
        ("<ValCurs Date='soon'><Valute/></ValCurs>", "line 1: day"),
        ("<Rates/>", "expected the Bank of Russia's file"),
        ("<ValCurs", "line 1: the file is damaged"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><ValCurs/>", "the file is no plain XML"),
    ],
)
def test_what_is_no_rate_is_named_with_its_line(content: str, said: str) -> None:
    with pytest.raises(NotAccepted, match=said):
        of(content)


def test_the_banks_file_is_for_programmes_in_roubles() -> None:
    with pytest.raises(NotAccepted, match="for a programme in roubles"):
        read_rates(DAILY.encode("cp1251"), into="EUR", source="list")


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(NotAccepted, match="UTF-8"):
        read_rates(b"currency,day,value\n\xff\xfe", into="RUB", source="list")
