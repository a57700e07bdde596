"""The words that say what a document is: titles, marks that only one form has, labels.

Titles are matched at the beginning of a line, of a column or of a cell; the most telling first.
"""

from __future__ import annotations

import re

from cofund.extraction.vocabulary import Vocabulary, vocabulary
from cofund.models.kinds import DocumentKind

NUMBER_SIGN = r"(?:№|#|n[ºo°e]?\b\.?|nr\b\.?|no\b\.?|ne\b)"
ACCOUNT = r"(?!\W*(?:№\W*)?\d{20})"
"""Not "Счет № 40702810…", which is a bank account."""

TITLES: Vocabulary[DocumentKind] = vocabulary(
    (
        "payment_order",
        rf"^\W*(?:банковский\s+)?плат[её]жное\s+(?:поручение|требование)\s*(?:{NUMBER_SIGN}|\d|от\b|$)"
        r"|^\W*0401060\b|^\W*плат[её]жный\s+ордер\b"
        r"|^\W*чек\s+(?:по|об)\s+операции|^\W*чек\s+о\s+переводе"
        r"|^\W*квитанция\s*(?:о\s+(?:перевод|плат|зачисл|приёме\s+плат|приеме\s+плат)|об\s+(?:оплат|операц)"
        r"|по\s+операции|к\s+плат|№|$)"
        r"|^\W*подтверждение\s+(?:плат[её]жа|перевода|оплаты|операции)"
        r"|^\W*(?:плат[её]ж|перевод)\s+(?:исполнен|выполнен|проведен|по\s+реквизитам|организации)"
        r"|^\W*(?:payment\s+(?:order|confirmation|advice)|proof\s+of\s+payment|remittance\s+advice"
        r"|(?:wire\s+)?transfer\s+confirmation)\b"
        r"|^\W*(?:zahlungsauftrag|überweisung(?:sauftrag|sbeleg)?|zahlungsbestätigung)\b"
        r"|^\W*(?:ordre|avis)\s+de\s+virement\b",
    ),
    ("upd", r"универсальный\s+передаточный|^\W*универсальный\b(?!\s+корр)|^\W*УПД\s*(?:№|\()"),
    (
        "credit_note",
        r"^\W*(?:корректировочный\s+сч[её]т|универсальный\s+корректировочный|УКД\s*№|кредит-?\s?нота)"
        r"|^\W*credit\s+(?:note|memo|invoice)\b|^\W*(?:corrective|credited)\s+invoice\b"
        r"|^\W*(?:rechnungs|kauf\w{0,12})?-?(?:gutschrift|korrektur)\b(?!\s+auf\s+konto)"
        r"|^\W*(?:storno|korrektur)-?(?:rechnung|beleg)\b|^\W*rechnungs(?:storno|berichtigung)\b"
        r"|^\W*(?:facture\s+d['’]\s?)?avoir\b|^\W*note\s+de\s+cr[ée]dit\b|^\W*facture\s+rectificative\b"
        r"|^\W*(?:creditnota|creditfactuur|nota\s+de\s+crédito|nota\s+di\s+credito)\b",
    ),
    ("tax_invoice", r"^\W*сч[её]т\s*[-–—]?\s*фактура"),
    (
        "waybill",
        r"товарная\s+накладная|^\W*(?:унифицированная\s+)?(?:форма\s+)?(?:№\s*)?торг\s*-?\s*12\b|"
        r"торг-12|^\W*товарно-транспортная\s+накладная"
        rf"|^\W*(?:расходная\s+)?накладная\s*{NUMBER_SIGN}"
        r"|^\W*(?:delivery\s+note|consignment\s+note|packing\s+list|way\s?bill)\b"
        r"|^\W*lieferschein\b|^\W*bon\s+de\s+livraison\b",
    ),
    (
        "receipt",
        r"^\W*(?:кассовый|фискальный|товарный)\s+чек|^\W*чек\s+(?:№|коррекции)"
        r"|бланк\s+строгой\s+отч[её]тности|^\W*квитанция\s+к\s+приходному"
        r"|^\W*(?:sales\s+|cash\s+|payment\s+|official\s+)?receipt\b|^\W*till\s+receipt\b"
        r"|^\W*(?:quittung|kassenbon|kassenbeleg|bewirtungsbeleg)\b|^\W*(?:ticket\s+de\s+caisse|reçu)\b",
    ),
    (
        "act",
        rf"^\W*акт(?:\s*{NUMBER_SIGN}|\s+об?\s|\s+сдачи|\s+(?:вы|ис)полненных|\s+при[её]м|\s+оказан"
        r"|\s+от\s|\s+к\s+договору|\s+на\s+(?:передачу|выполнение|оказание)|\W*$)"
        r"|^\W*(?:приёмо|приемо)-?сдаточный\s+акт"
        r"|^\W*(?:acceptance\s+(?:certificate|act|report)|certificate\s+of\s+(?:acceptance|completion)"
        r"|act\s+of\s+(?:acceptance|completion|services))\b"
        r"|^\W*(?:abnahmeprotokoll|leistungsnachweis)\b|^\W*procès-verbal\s+de\s+réception\b",
    ),
    (
        "participant_list",
        r"^\W*(?:итоговый\s+|предварительный\s+)?(?:список|реестр|перечень)\s+"
        r"(?:участников|гостей|зарегистрированных|приглаш[её]нных|слушателей|посетителей|присутств)"
        r"|^\W*(?:лист|ведомость|журнал)\s+(?:регистрации|посещ)|^\W*регистрационный\s+(?:лист|список)"
        r"|^\W*(?:регистрация\s+)?участник[иов]{1,2}\s+(?:мероприятия|конференции|семинара|вебинара|встречи)"
        r"|^\W*(?:list\s+of\s+(?:registered\s+)?(?:participants|attendees|guests|delegates)"
        r"|(?:participant|attendee|guest|delegate|attendance|registration)s?\s+(?:list|sheet))"
        r"|^\W*(?:teilnehmer(?:liste|verzeichnis)|anwesenheitsliste|gästeliste)\b"
        r"|^\W*(?:liste\s+(?:des\s+(?:participants|invités)|de\s+présence|d['’]émargement)"
        r"|feuille\s+(?:de\s+présence|d['’]émargement))",
    ),
    (
        "event_report",
        r"^\W*(?:фото|маркетинговый\s+|краткий\s+|итоговый\s+)?отч[её]т\s+(?:о|об|по|с|за)\s"
        r"|^\W*(?:фото|маркетинговый\s+|краткий\s+|итоговый\s+)?отч[её]т\W*$"
        r"|^\W*(?:итоги|результаты)\s+(?:проведения\s+)?(?:мероприятия|конференции|выставки|акции|семинара|вебинара)"
        r"|^\W*(?:post-?)?(?:event|marketing|activity|campaign|exhibition)\s+report\b"
        r"|^\W*report\s+(?:on|about|of)\b"
        r"|^\W*(?:veranstaltungs|event-?|abschluss)bericht\b|^\W*bericht\s+(?:über|zu)\b"
        r"|^\W*(?:rapport|compte[\s-]rendu|bilan)\s+(?:de|d['’]|sur)",
    ),
    (
        "event_programme",
        r"^\W*(?:деловая\s+|предварительная\s+|научная\s+)?программа\W*"
        r"(?:мероприятия|конференции|семинара|встречи|вечера|форума|ужина|дня|вебинара|саммита|"
        r"выставки|круглого|тренинга|завтрака|обучения|$)"
        r"|^\W*(?:повестка|расписание|тайминг|сценарный\s+план)\b"
        r"|^\W*(?:event\s+|conference\s+|meeting\s+)?(?:agenda|programme|program|schedule)\s*(?:of\b|$)"
        r"|^\W*(?:tagesordnung|veranstaltungsprogramm|ablaufplan|programm)\s*$"
        r"|^\W*(?:ordre\s+du\s+jour|programme)\b",
    ),
    (
        "invoice",
        rf"^\W*сч[её]т{ACCOUNT}(?:\s*[-–(]\s*(?:договор|оферта|заказ|спецификация)\)?)?"
        rf"(?:\s+на\s+(?:пред)?оплату)?\s*(?:{NUMBER_SIGN}|\d|от\s|б/н)"
        r"|^\W*сч[её]т(?:\s*[-–(]\s*(?:договор|оферта|заказ)|\s+на\s+(?:пред)?оплату)"
        r"|^\W*договор\s*[-–]\s*сч[её]т|^\W*сч[её]т\W*$|^\W*инвойс\b"
        r"|^\W*(?:(?:tax|vat|commercial|pro-?\s?forma|sales|final|retail|service|partial|deposit)\s+)*"
        r"invoices?\b(?!\s+(?:to|address)\b)|^(?:[\w&.,'-]+\s+){1,4}invoice\s*$"
        r"|^\W*(?:\w+[\s-])?\w{0,25}rechnung\b(?!\s+(?:an|gemäß|laut|aus|zu)\b)"
        r"|^\W*facture\b(?!\s+(?:à|a|li[ée]e)\b)|^\W*note\s+d['’]honoraires\b"
        r"|^\W*(?:factuur|factura|fattura|faktura|rachunek)\b",
    ),
    (
        "contract",
        r"^\W*(?:рамочный\s+|лицензионный\s+|государственный\s+)?(?:договор|контракт|соглашение)(?:\s|$)"
        r"|^\W*(?:договор\s*-\s*оферта|публичная\s+оферта|дополнительное\s+соглашение)"
        r"|^\W*(?:(?:service|framework|sponsorship|master)\s+)*(?:contract|agreement)\b"
        r"|^\W*(?:\w*vertrag|rahmenvereinbarung)\b|^\W*contrat\b",
    ),
)
"""Words that open a document of each kind, the most telling kinds first."""

REFERENCE = re.compile(
    r"(?:основани[ея]|приложени[ея]|назначение|согласно|плат[её]жа|документ\w*|образец\s+\w+|"
    r"(?:^|\s)(?:к|по|на|см\.?|к\s+оплате))\W*$",
    re.IGNORECASE,
)
"""Before a title: then it names another document."""

ANNEX: Vocabulary[DocumentKind] = vocabulary(
    (
        "contract",
        r"^\W*(?:приложение|спецификация|заявка|заказ|техническое\s+задание)\b.{0,40}?"
        r"\b(?:к|по)\s+(?:\w+\s+)?(?:договору|контракту|соглашению)\b|^\W*заявка\s+на\s+(?:участие|оказание)",
    ),
)
"""What belongs to a contract, where nothing else says what it is."""

LABELS: Vocabulary[DocumentKind] = vocabulary(
    (
        "invoice",
        r"\b(?:rechnungs?\s*-?\s*(?:nr|nummer|datum|betrag|summe)\b"
        r"|invoice\s*(?:no|number|nr|#|date|id|total)\b|bill\s+number|total\s+ttc\b"
        r"|facture\s*(?:n°|no\b|du\b)|(?:num[ée]ro|n°|date|montant)\s+(?:de\s+)?(?:la\s+)?facture"
        r"|factuur-?\s?(?:nr|nummer)"
        r"|(?:número|nº)\s+de\s+factura|(?:numero|n\.)\s+fattura)",
    ),
    (
        "payment_order",
        r"\bсумма\s+(?:перевода|плат[её]жа|операции)\b|\bсч[её]т\s+(?:списания|зачисления)\b",
    ),
    ("invoice", r"\bк\s+оплате\b.{0,80}\d"),
)
"""Words that a kind of document labels its values with: where it has no title."""

FISCAL_MARKS = tuple(
    re.compile(mark, re.IGNORECASE)
    for mark in (
        r"\bФН\b\W{0,4}(?:№\W*)?\d{16}|\bФН\s*(?:№|:)",
        r"\bФД\b\W{0,4}(?:№\W*)?\d{1,10}",
        r"\bФПД?\b\W{0,4}(?:№\W*)?\d{6,10}",
        r"\b(?:РН|ЗН|номер)\s*ККТ\b",
        r"\bОФД\b|\bсайт\s+ФНС\b|nalog\.(?:gov\.)?ru",
        r"\bкассовый\s+чек\b",
        r"\bСНО\b",
    )
)
"""What only a fiscal receipt bears; several of them decide."""

PHRASES: tuple[tuple[DocumentKind, tuple[str, ...]], ...] = (
    ("payment_order", ("платежное поручение", "чек по операции", "подтверждение платежа")),
    ("upd", ("универсальный передаточный документ", "счет-фактура и передаточный документ")),
    ("credit_note", ("корректировочный счет-фактура", "универсальный корректировочный документ")),
    ("tax_invoice", ("счет-фактура №",)),
    ("waybill", ("товарная накладная", "унифицированная форма № торг-12")),
    ("receipt", ("кассовый чек", "товарный чек")),
    ("act", ("акт об оказании услуг", "акт сдачи-приемки", "акт выполненных работ")),
    ("participant_list", ("список участников", "лист регистрации", "регистрационный лист")),
    ("event_report", ("отчет о проведении", "отчет о мероприятии", "отчет по мероприятию")),
    ("event_programme", ("программа мероприятия", "программа конференции", "программа семинара")),
    ("invoice", ("счет на оплату", "счет-договор", "счет-оферта")),
    ("contract", ("договор оказания услуг", "дополнительное соглашение")),
)
"""Titles as a bad scan may have misspelt them; compared with what begins a line."""
