"""The words of reports and programmes: labels, kinds of activity, what people counted."""

from __future__ import annotations

import re

from cofund.extraction.people import looks


def _label(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})", re.IGNORECASE)


_OF_EVENT = (
    r"(?:\s+(?:проведени\w+|мероприяти\w+|событи\w+|активности|акции|проекта|семинара|"
    r"вебинара|конференции|выставки|of\s+(?:the\s+)?event))*"
)
EVENT_NAME = _label(
    rf"(?:полное\s+)?(?:название|наименование|тема|тематика){_OF_EVENT}|мероприятие|событие|"
    r"(?:event|activity)(?:\s+(?:name|title))?|(?:name|"
    r"title)\s+of\s+(?:the\s+)?(?:event|activity)|title"
)
DATE = _label(
    rf"(?:дата|даты|срок|сроки|период|время|когда)(?:\s+и\s+(?:время|место))?{_OF_EVENT}|"
    r"(?:event\s+)?(?:date|dates|period|when)(?:\(s\))?(?:\s+and\s+(?:time|place|"
    r"venue))?(?:\s+of\s+(?:the\s+)?(?:event|activity))?"
)
PLACE = _label(
    rf"(?:место|адрес|площадка|город|локация|где)(?:\s+и\s+(?:дата|время))?{_OF_EVENT}|"
    r"(?:event\s+)?(?:place|venue|location|city|where)(?:\s+of\s+(?:the\s+)?event)?"
)
KIND = _label(
    rf"(?:вид|тип|формат)(?:\s+(?:маркетинговой|маркетингового))?{_OF_EVENT}|"
    r"(?:event\s+|activity\s+)?(?:type|format|kind)(?:\s+of\s+(?:the\s+)?(?:event|activity))?"
)
AUDIENCE = _label(
    r"(?:целевая\s+)?аудитория(?:\s+мероприятия)?|состав\s+(?:участников|аудитории)|"
    r"кто\s+участвовал|"
    r"(?:target\s+)?audience|attendee\s+profile"
)
COUNT = _label(
    r"(?:общее\s+|фактическое\s+)?(?:количество|число|кол-во)\s+(?:участников|гостей|"
    r"посетителей|слушателей|зрителей)"
    r"(?:\s+(?:мероприятия|семинара|вебинара|стенда|факт))?|участников|участники|гостей|"
    r"посетителей|"
    r"(?:total\s+)?(?:number\s+of\s+)?(?:participants|attendees|guests|visitors)|attendance"
)
LEADS = _label(
    r"(?:получено|собрано|количество|число|кол-во)?\s*(?:новых\s+|полученных\s+|"
    r"собранных\s+|квалифицированных\s+)?"
    r"(?:лид(?:ов|ы)|контактов|контакты|заявок|заявки|потенциальных\s+клиентов)(?:\s+получено)?|"
    r"(?:number\s+of\s+)?(?:new\s+|qualified\s+)?leads(?:\s+(?:generated|collected))?"
)
GOALS = _label(
    rf"цел[ьи](?:\s+и\s+задачи)?{_OF_EVENT}|задач[аи]{_OF_EVENT}|(?:event\s+)?(?:goals?|"
    rf"objectives?|purpose|aims?)"
    r"(?:\s+of\s+(?:the\s+)?event)?"
)
RESULTS = _label(
    rf"(?:основные\s+|краткие\s+)?(?:результат(?:ы)?|итоги|выводы|"
    rf"достигнутые\s+результаты){_OF_EVENT}|"
    r"(?:key\s+|main\s+)?(?:results?|outcomes?|conclusions?|summary)(?:\s+of\s+(?:the\s+)?event)?"
)
LABELS = (EVENT_NAME, DATE, PLACE, KIND, AUDIENCE, COUNT, LEADS, GOALS, RESULTS)

ACTIVITY_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE))
    for name, words in (
        ("вебинар", r"вебинар\w*|онлайн-семинар\w*"),
        ("семинар", r"семинар\w*"),
        ("конференция", r"конференци\w*"),
        ("выставка", r"выставк\w*"),
        ("форум", r"форум\w*"),
        ("деловой ужин", r"(?:деловой|делового|бизнес)[\s-]ужин\w*"),
        ("деловой завтрак", r"(?:деловой|делового|бизнес)[\s-]завтрак\w*"),
        ("круглый стол", r"кругл(?:ый|ого|ом)\s+стол\w*"),
        ("обучение", r"обучени\w+|тренинг\w*|мастер-класс\w*"),
        ("рекламная кампания", r"рекламн\w+\s+кампани\w+"),
        ("роуд-шоу", r"роуд-?шоу|road\s?show"),
        ("хакатон", r"хакатон\w*"),
        ("митап", r"митап\w*|meet-?up"),
        ("сувениры", r"сувенир\w*"),
        ("webinar", r"webinar"),
        ("seminar", r"seminar"),
        ("conference", r"conference"),
        ("exhibition", r"exhibition|trade\s+(?:show|fair)"),
        ("business dinner", r"business\s+dinner|dinner"),
        ("workshop", r"workshop"),
        ("training", r"training"),
        ("campaign", r"(?:advertising|marketing)\s+campaign"),
    )
)
"""Kinds of activity by the words that name them, the name as a dictionary has it."""

NUMBER = (
    r"(?P<count>\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,6})(?![\d.,]\d|\d|\s*(?:%|руб|₽|час|мин))"
)
WHOLE = re.compile(rf"(?<![\d.,]){NUMBER}")
APPROXIMATE = re.compile(
    r"(?:более|свыше|около|порядка|примерно|почти|не\s+менее|over|about|around|"
    r"more\s+than|nearly|some|~|≈|>)"
    r"(?:\s+(?:чем\s+)?|\s*)$",
    re.IGNORECASE,
)
_PEOPLE = (
    r"(?:человек\w*|участник\w*|гост\w+|посетител\w+|слушател\w+|представител\w+|"
    r"специалист\w+|заказчик\w+|чел\.)"
)
_CAME = (
    r"(?:приня\w+\s+участие|участвова\w+|присутствова\w+|посети\w+|собра\w+|приш\w+|"
    r"побыва\w+|зарегистрирова\w+)"
)
CAME: tuple[re.Pattern[str], ...] = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        rf"{_CAME}[^.;:\d]{{0,40}}?{NUMBER}\s+(?:[^\W\d_]+\s+){{0,2}}?{_PEOPLE}",
        rf"{NUMBER}\s+(?:[^\W\d_]+\s+){{0,2}}?{_PEOPLE}[^.;\d]{{0,40}}?{_CAME}",
        rf"(?:посетител|участник|гост|слушател)\w*[^.;:\d]{{0,30}}?(?:было|составил\w*|стали|"
        rf"[–—])\s+{NUMBER}",
        rf"(?:attended\s+by|attracted|welcomed|gathered|hosted|"
        rf"joined\s+by)\s+(?:[^\W\d_]+\s+){{0,2}}?{NUMBER}",
        rf"{NUMBER}\s+(?:[^\W\d_]+\s+){{0,3}}?(?:participants|attendees|guests|people|"
        rf"visitors|delegates|customers)"
        r"(?:\s+[^\W\d_]+){0,3}?\s+(?:attended|took\s+part|joined|came|participated|visited)",
    )
)
GAINED: tuple[re.Pattern[str], ...] = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        rf"(?:получ|собра|сгенерир|"
        rf"привле)\w+[^.;:\d]{{0,30}}?{NUMBER}\s+(?:[^\W\d_]+\s+){{0,2}}?(?:лид|контакт|заяв|"
        rf"визит)",
        rf"{NUMBER}\s+(?:[^\W\d_]+\s+){{0,2}}?(?:лид(?:ов|а)|заяв(?:ок|ки)|leads)",
        rf"(?:generated|collected|gained|"
        rf"received)[^.;:\d]{{0,30}}?{NUMBER}\s+(?:[^\W\d_]+\s+){{0,2}}?(?:leads|contacts|"
        rf"requests)",
    )
)
HELD = re.compile(
    r"состоял\w+|проходил[аои]?(?!\w)|прош(?:[её]л|ла|ло|ли)(?!\w)|"
    r"провед[её]н[аоы]?(?!\w)|провел[аи]?(?!\w)|провёл|организовал\w*|"
    r"took\s+place|was\s+held|were\s+held|has\s+been\s+held|hosted|organi[sz]ed|"
    r"held\s+(?:a|an|the|its|in|on|at)",
    re.IGNORECASE,
)
OTHERS_QUOTED = re.compile(
    rf"(?:отел\w+|гостиниц\w+|ресторан\w*|зал\w*|центр\w*|клуб\w*|компани\w+|"
    rf"партн[её]р\w*|стенд\w*|"
    rf"площадк\w+|комплекс\w*|бренд\w*|hotel|restaurant|company|(?-i:{looks.FORM}))\s*$",
    re.IGNORECASE,
)
"""What stands before a name in quotation marks that is a venue's or a company's."""
NAMED_HELD = re.compile(
    r"^(?:[Tt]he\s+)?(?P<v>[A-Z][\w'’&-]+(?:\s+(?:[A-Z0-9][\w'’&-]*|of|the|for|and|on|"
    r"in|&)){1,8})\s+"
    r"(?:took\s+place|was\s+held|were\s+held)"
)
VENUE = re.compile(
    r"(?:г\.\s?[А-ЯЁ][а-яё-]+(?:\s?,\s?)?[^.;]{0,80}?)?(?:отел[еья]|гостиниц[еаы]|"
    r"ресторан[еа]?|конференц-зал[еа]?|бизнес-центр[еа]?|"
    r"выставочн\w+\s+(?:центр|комплекс)\w*|офис[еа]?|клуб[еа]?|конгресс-\w+|"
    r"[А-Я]{2,4}\s«)[^.;\n]{0,100}"
    r"|(?:^|(?<=\s))г\.\s?[А-ЯЁ][а-яё-]+(?:,\s[^.;]{2,80})?"
    r"|(?<=\sв\s)[А-ЯЁ][а-яё-]+(?:-[А-ЯЁ][а-яё]+)?"
    r"(?:,\s(?:в\s)?(?:отел|гостиниц|ресторан|конференц|бизнес|клуб|выставочн|офис|"
    r"конгресс|[А-Я]{2,4}\s«)"
    r"[^.;\n]{0,80})?(?=[\s,.]|$)",
)
VENUE_ABROAD = re.compile(
    r"(?<=at\s)(?:the\s+)?[A-Z][^.;\n]{2,80}|(?<=in\s)[A-Z][\w-]+(?:,\s[A-Z][\w-]+)?"
)
