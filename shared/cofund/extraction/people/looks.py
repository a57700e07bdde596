"""What a text looks like on its own: a name, a company, a position, an address, a phone."""

from __future__ import annotations

import re

WORD = r"[^\W\d_]"
EMAIL = re.compile(r"^[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[^\W\d_]{2,24}$")
EMAIL_WITHIN = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
PHONE = re.compile(
    r"^(?:\+\s?|00)?\d(?:[\s()./–—‑-]{0,3}\d){5,13}"
    r"(?:\s?\(?,?\s?(?:доб|вн|ext|x)\.?\s?:?\s?\d{1,6}\)?)?$",
    re.IGNORECASE,
)
PHONE_WITHIN = re.compile(
    r"(?<![\w.+@-])(?:\+\s?\d|8|00\d|\(\d)(?:[\s()./–—‑-]{0,3}\d){6,14}(?![\w@])"
    r"(?:\s?\(?,?\s?(?:доб|вн|ext)\.?\s?:?\s?\d{1,6}\)?)?",
    re.IGNORECASE,
)
FEWEST_DIGITS, MOST_DIGITS = 6, 21
NUMBER = re.compile(r"^(?:№\s?)?\d{1,5}\s?[.)]?$")

_CAPITAL = r"[А-ЯЁA-ZÀ-ÖØ-Þ]"
_GIVEN = rf"{_CAPITAL}{WORD}*(?:['’`][^\W\d_]+)?(?:[-‑]{WORD}+(?:['’][^\W\d_]+)?)*"
_INITIAL = rf"{_CAPITAL}{WORD}?\."
PARTICLE = (
    r"(?:van|von|de|der|den|del|della|di|da|du|la|le|bin|ibn|al|el|ter|оглы|кызы|фон|ван|де|улы)"
)
NAME = re.compile(
    rf"^(?:(?:mrs?|ms|dr|prof|г-н|г-жа|д-р|проф)\.?\s+)?(?:{_GIVEN}|"
    rf"{_INITIAL}\s?(?:{_GIVEN})?|{PARTICLE}\s)"
    rf"(?:\s*{_INITIAL}|\s+(?:{_GIVEN}|{PARTICLE})){{1,4}}$"
)
PATRONYMIC = re.compile(r"(?:вич|вна|ична|инична|оглы|кызы|улы)$", re.IGNORECASE)
FORM = (
    r"(?:ООО|АО|ПАО|ЗАО|ОАО|НАО|ИП|ФГУП|ГУП|МУП|ФГБУ|ФГБОУ|ФГАОУ|ГБУ|МБУ|ГКУ|АНО|НКО|ТОО|ОДО|ГК|"
    r"НИИ|НПО|НПП|ФКУ|КГУ|РУП|"
    r"GmbH|AG|KG|SE|Ltd|Limited|LLC|LLP|Inc|Corp|Corporation|plc|B\.?V\.?|N\.?V\.?|"
    r"S\.A\.|SA|SAS|SARL|"
    r"S\.?r\.?l\.?|S\.p\.A\.|Oy|AB|ApS|A/S|Sp\.|Pty|Group|Holding|University|Bank)"
)
LEGAL_FORM = re.compile(rf"(?<!\w){FORM}(?!\w)")
COMPANY = re.compile(
    rf"(?<!\w){FORM}(?!\w)"
    r"|(?i:(?<!\w)(?:банк|завод|холдинг|группа\s+компаний|университет|институт|"
    r"министерств|администраци|"
    r"компания|корпораци|департамент\s+\w+\s+(?:област|город)|общество\s+с\s+огр|"
    r"акционерное\s+общ))"
    r"|[«“„][^»”]{2,}"
)
POSITION = re.compile(
    r"(?<!\w)(?:директор|менеджер|инженер|специалист|руководител|начальни|аналитик|бухгалтер|главн|"
    r"заместител|зам\.|консультант|эксперт|архитектор|администратор|разработчик|"
    r"программист|инспектор|"
    r"секретар|ассистент|координатор|владел|основател|президент|председател|преподавател|доцент|"
    r"профессор|технолог(?!и)|юрист|экономист|маркетолог|закуп|продаж|управляющ|"
    r"заведующ|ведущ|старш|"
    r"специалис|оператор|техник|логист|журналист|редактор|студент|советник|представител|сотрудник|"
    r"[\w]+[-‑](?:директор|аналитик|инженер|менеджер|специалист)|гендиректор|ит[-‑]|"
    r"manager|director|engineer|officer|specialist|analyst|consultant|head\s+of|chief|president|"
    r"administrator|architect|developer|founder|owner|buyer|procurement|executive|assistant|"
    r"coordinator|supervisor|partner|lead|professor|lecturer|accountant|lawyer|editor|technician|"
    r"scientist|student|trainer|advis|associate|(?:CIO|CEO|CTO|CFO|CISO|COO|CMO|VP|SVP|"
    r"CDO|HR|PR|IT)(?!\w))",
    re.IGNORECASE,
)
PRESENT = re.compile(r"^(?:[+✓✔☑vVхХxX*]|да|yes|y|подпис\w*|signed|присутств\w*|был[аи]?)\.?$")
ABSENT = re.compile(
    r"^(?:[-–—_☐\s.]+|нет|no|n|отсутств\w*|не\s+был[аи]?|не\s+явил\w+)$", re.IGNORECASE
)
LONGEST_NAME = 80


def is_number(text: str) -> bool:
    """Whether it is a row's number."""
    return bool(NUMBER.match(text))


def is_email(text: str) -> bool:
    """Whether it is one complete address."""
    return bool(EMAIL.match(text))


def is_phone(text: str) -> bool:
    """Whether it is one phone number, however it is punctuated."""
    digits = sum(map(str.isdigit, text))
    return FEWEST_DIGITS <= digits <= MOST_DIGITS and bool(PHONE.match(text))


def is_name(text: str) -> bool:
    """Whether it can be a person's full name, or a surname with initials."""
    if len(text) > LONGEST_NAME or not NAME.match(text) or LEGAL_FORM.search(text):
        return False
    words = text.split()
    fathers = [end for end, word in enumerate(words, start=1) if ends_name(word)]
    if fathers and len(words) > 2 and (fathers[0] == 1 or _two_fathers(words, fathers)):
        return False
    after = " ".join(words[fathers[0] :]) if fathers else text
    return not (COMPANY.search(after) or POSITION.search(after))


def _two_fathers(words: list[str], fathers: list[int]) -> bool:
    """Two patronymics are two people's; "Мамед оглы" has one and its ending."""
    return len(fathers) > 1 and words[fathers[1] - 1][:1].isupper()


def has_patronymic(text: str) -> bool:
    """Whether one of its words is a Russian patronymic: then it names a person."""
    words = text.split()
    return 2 <= len(words) <= 5 and any(map(ends_name, words[1:]))


def ends_name(word: str) -> bool:
    """Whether it is a patronymic, the last word of most Russian names."""
    return len(word) > 4 and bool(PATRONYMIC.search(word))


def is_company(text: str) -> bool:
    """Whether it names a company, by its legal form or its quotation marks."""
    return bool(COMPANY.search(text))


def is_position(text: str) -> bool:
    """Whether it says what somebody works as."""
    return bool(POSITION.search(text)) and not (is_company(text) and "«" in text[:8])
