"""Words of headings: titles, labels of numbers and dates, and what names another paper instead."""

from __future__ import annotations

import re
from typing import Literal

from cofund.extraction.vocabulary import Vocabulary, together, vocabulary

FROM = re.compile(r"\s*(?:от|dated|of)?\s*", re.IGNORECASE)
NUMBER = r"(?P<number>[\wА-ЯЁа-яё][\w./\\-]*(?:\s?[/-]\s?[\w.]+)*)"
TITLE = (
    r"(?:сч[её]т(?:\s*-\s*(?:фактура|договор|оферта))?(?:\s+на\s+оплату)?|акт(?:\s+[а-яё,\s()-]{1,80}?)?"
    r"|плат[её]жное\s+поручение|товарная\s+накладная|договор(?:\s+[а-яё\s]{1,60}?)?)"
)
RUSSIAN = re.compile(rf"{TITLE}\s*(?:№|N|No\.?)\s*{NUMBER}(?=\s|$)", re.IGNORECASE)

TITLE_LINE = re.compile(r"^\W*(?:сч[её]т|акт|договор|контракт)\b(?!.{0,60}№)", re.IGNORECASE)
NUMBER_LINE = re.compile(rf"^(?:№|N)\s*{NUMBER}(?=\s|$)", re.IGNORECASE)
"""The number of a title that takes lines of its own."""
CONTRACT = re.compile(r"договор", re.IGNORECASE)
RUSSIAN_OTHER = re.compile(
    r"(?:^|\s)(?:по|к|ко|согласно|основани[ею]:?|приложени[ею])\s*$", re.IGNORECASE
)

SIGN = r"(?:n\.|n\s?[r°ºo]\b\s?[.:]*|no\s?[.:]+|num(?:ber|mer|[ée]ro)?\b\s?[.:]*|№|#|id\s?[.:]|:)"
CODE = (
    r"(?P<number>(?=[^\s:]*\d)[A-ZА-ЯЁ0-9](?:[\w./\\-]|(?<=\d)\s?/\s?(?=\d))*\w|\d)(?=[\s,;.)|]|$)"
)
FOREIGN_TITLE = re.compile(
    r"(?:^|\s)(?P<title>[\w-]{0,25}rechnung(?:\s+des\s+\w+)?|tax\s+invoice|invoice|bill|"
    r"credit\s+(?:note|memo)|gutschrift|(?:rechnungs|storno)korrektur|facture(?:\s+d['’]avoir)?|"
    r"avoir|factuur|creditnota|factura|fattura|quittung|receipt)"
    rf"(?P<more>(?:\s+[^\W\d_]{{3,20}}){{0,2}}?)\s*(?:\(\d{{3}}\)\s*)?(?P<sign>(?:{SIGN}\s*){{1,3}})?(?:\s|(?<=[:.#°№])){CODE}",
    re.IGNORECASE,
)
TITLE_OF_DAY = re.compile(
    r"(?:^|\s)(?:[\w-]{0,25}rechnung|invoice|facture|avoir|gutschrift|credit\s+note|factuur)\s+"
    r"(?:vom|dated|du|of|van|del)\s",
    re.IGNORECASE,
)
OF_ANOTHER = re.compile(
    r"(?:zu[rm]?|für|gemäß|laut|of|for|to|sur|à\s+la|relative\s+à|against|li[ée]e?|betreff\w*|ihre|"
    r"your|votre|siehe|bezug\w*|ursprung\w*|original)\s*:?\s*(?:die\s+|the\s+|la\s+)?$",
    re.IGNORECASE,
)
"""Words before a title that name another document, the one this one is about."""

OF_MORE = re.compile(
    r"\b(?:zu|zur|zum|gemäß|laut|für|of|for|to|from|sur|de|page|seite)\b", re.IGNORECASE
)

Field = Literal["number", "date", "other"]
TITLED = (
    r"(?:rechnungs?|rechn|rg|re|inv|beleg|gutschrifts?|storno|korrektur|dokumenten?|faktura|invoice|"
    r"taxinvoice|bill|document|doc|creditnote|creditmemo|memo|facture|lafacture|avoir|piece|"
    r"factuur|creditnota|fattura|factura|quittungs?|receipt|сче[тг]а?|акта?)"
)
LABELS: Vocabulary[Field] = vocabulary(
    (
        "other",
        r"kunde|customer|client|klant|order|bestell|auftrag|commande|liefer|leistung|delivery|"
        r"livraison|fallig|due|echeance|zahl|payment|paiement|reglement|vertrag|contract|contrat|"
        r"account|konto|iban|bic|steuer|tax(?!invoice)|vat|tva|siret|siren|limite|period|zeitraum|"
        r"service|gultig|valid|druck|print|projekt|project|angebot|quote|devis|your|ihre|votre|"
        r"artikel|item|tracking|shipping|versand|kassen|telefon|phone|fax|verfall|verval|scadenza|"
        r"vencimiento|поставк|оплат|срок|договор|заказ|facturelie|liee|original|referenzrechnung",
    ),
    (
        "number",
        rf"^{TITLED}(?:nr|nummer|no|number|n|num|numero|id|code|ref|reference|kennung|номер)$|"
        rf"^(?:nr|no|n|num|numero|number|nummer|ref|reference|номер)(?:de|der|della|du|of|dela)?{TITLED}$",
    ),
    (
        "date",
        rf"^{TITLED}s?(?:datum|date|dat|vom|du|del|от|дата)$|^(?:datum|date|data|fecha|дата)(?:de|der|di|du|of|"
        rf"dela|of(?:the)?|della)?(?:{TITLED}|facturation|emission|emisi\w*|issue|emissione|выставления|"
        r"составления)$|^(?:ausstellungs|erstellungs)datum$|^(?:issue|billing)date$|^(?:date)?issued"
        r"(?:on|at)?$|^emisele$|^dateissued$|^erstelltam$|^ausgestelltam$",
    ),
)
"""Labels by their letters alone. What names another paper or a deadline comes first."""
BARE: Vocabulary[Field] = vocabulary(
    ("number", r"^(?:nr|no|nummer|number|numero|beleg|номер)$"),
    ("date", r"^(?:datum|date|data|fecha|дата|den|le)$"),
)
"""Labels that may be any paper's: they count where nothing says more."""
ANY_LABEL: Vocabulary[Field] = together(LABELS, BARE)
PLACE_AND_DATE = re.compile(
    r"^(?:[^\W\d_][\w\s./()-]{1,30},)?\s*(?:den|le|am|the)?\s*$", re.IGNORECASE
)
RUSSIAN_TOWN = re.compile(r"^\W*(?:г\.|город)\s?[А-ЯЁ]")
AFTER_YEAR = re.compile(r"[\s.]*(?:г(?:ода)?\b)?[\s.]*$", re.IGNORECASE)
CODE_FIRST = re.compile(rf"^\W*?{CODE}", re.IGNORECASE)
DAY_FOLLOWS = re.compile(
    r"^[\s,;(–-]*(?:vom|von|dated?|du|of|from|le|am|den|issued|at|on|van|del?|[:\s])*$",
    re.IGNORECASE,
)
HAS_DIGIT = re.compile(r"\d")
