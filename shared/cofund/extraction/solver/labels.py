"""Which words take an amount for which total: Russian, English, German, French, and neighbours.

Labels are compared by their letters alone, see ``compact``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from cofund.extraction.vocabulary import Vocabulary, compact, meaning_of, vocabulary

Place = Literal[
    "gross", "due", "total", "net", "subtotal", "tax", "no_tax", "allowance", "charge", "prepaid",
    "outstanding", "carried", "basis", "counted", "words",
]  # fmt: skip
"""What a label takes an amount for. *total* is a bare "Total", which may be anything; *carried* is
what a page passes on to the next one; *outstanding* what earlier papers left unpaid; *basis* a sum
that a tax or an allowance is reckoned on."""

TAX = r"(?:(?:umsatz|mehrwert|versicherungs?|sales|gesamt)?steuer|salestax|ндс|налог)"
"""Short names of the tax ("USt", "VAT", "TVA") are spelled out before labels are compared."""
WITH = (
    r"(?:incl|inkl|einschl|with(?!out)|ttc|toutestaxes|mit(?=\w*steuer)|including|ivato|ivaincl|сндс|сучетом|"
    r"включая)"
)
WITHOUT = (
    r"(?:excl|exkl|exclu|ohne|without|before|horstax|ht$|sans|zzgl|без|senza|zonder|"
    r"sin(?=\w*steuer))"
)
SUM = (
    r"(?:summe|betrag|gesamt|total|totaal|totale|montant|beitrag|preis|amount|sum|importe|importo|"
    r"prijs|итого|всего|сумма|стоимость)"
)

LABELS: Vocabulary[Place] = vocabulary(
    (
        "carried",
        r"ubertrag|vortrag|carried|brought|areporter|^report$|reportpage|seitensumme|pagetotal|"
        r"totalpage|итогопостранице|итогополисту|всегополисту|transport(?:seite|page)|seitentotal",
    ),
    (
        "no_tax",
        r"^безналог|^(?:втомчисле|втч)?безндс|ндснеоблага|^noumsatzsteuer|^ohneumsatzsteuer$|umsatzsteuernonapplicable",
    ),
    (
        "outstanding",
        r"offenezahlung|ausstehend|altsaldo|saldovor|previousbalance|soldeprecedent|soldeanterieur|"
        r"vorsaldo|openingbalance|arrears|ruckstand|задолженность",
    ),
    (
        "prepaid",
        r"anzahlung|vorauszahlung|vorkasse|abschlagszahlung|abschlagsrechnung|teilzahlung|"
        r"bereits(?:be|ge)zahlt|erhaltenezahl|gegeben|^bezahlt|acompte|deja(?:re|pa)|"
        r"^(?:less)?(?:amount|total)?paid|^prepaid|prepayment|advance|avance|paymentreceived|"
        r"^payments?$|paymentsmade|deposit(?:paid|received)|^(?:less)?deposit$|received$|voldaan|aanbetaling|anticipo|acconto|"
        r"^аванс|предоплат|^оплачено|зачетаванса",
    ),
    (
        "allowance",
        r"abschlage?(?!s?(?:rechnung|zahlung))|rabatt|nachlass|discount|remise|reduction|ristourne|"
        r"rebate|korting|sconto|descuento|gutschein|voucher|coupon|скидк",
    ),
    (
        "charge",
        r"zuschl|versand|porto|fracht|lieferkosten|verpackung|shipping|freight|delivery(?:fee|cost|"
        r"charge)|postage|handling|fraisde|^port$|verzend|surcharge|trinkgeld|gratuity|^tips?$|"
        r"pourboire|rundung|rounding|arrondi|servicecharge|доставка",
    ),
    (
        "basis",
        r"basisbetrag|steuerbasis|bemessungsgrund|^base(?!imponible)|taxbas|warenwert|^basis|taxable(?!amount)|"
        r"auftragswert|skonto|kurs|umrechnung",
    ),
    ("tax", rf"^(?:sumof|total|totaldes?|montant|gesamt|summe|итого|всего|сумма)(?:des?)?{TAX}"),
    (
        "gross",
        rf"{SUM}.{{0,40}}{WITH}|^(?:ivato|ttc)|(?:summe|betrag|gesamt|rechnung)brutto|"
        rf"brutto(?:summe|betrag|gesamt|endbetrag|rechnungsbetrag|preis|$)|gross(?:total|amount|$)",
    ),
    (
        "net",
        rf"{SUM}.{{0,25}}{WITHOUT}|{SUM}.{{0,12}}ne(?:t$|tt?o|ts?$)|^ne(?:t|tto)(?:summe|betrag|total|"
        rf"amount|gesamt|warenwert|umsatz|wert|$)|net(?:total|amount|value|payable)|^(?!zzgl){WITHOUT}{TAX}|"
        r"nettobetrag|nettosumme|nettogesamt|totaalexcl|imponi?bi?le|steuerpflichtig|umsatzsteuerableamount|taxableamount|exclusief|"
        r"subtotalwithout|^zwischensummenetto",
    ),
    (
        "due",
        r"zahlbetrag|(?:zu|nochzu)(?:be)?zahlen|zuuberweisen|uberweisungsbetrag|offener|offenstehend|"
        r"restbetrag|restforderung|lastschriftbetrag|abbuchungsbetrag|fallig|forderungsbetrag|"
        r"amountdue|balancedue|totaldue|duepayable|dueamount|amountpayable|totalpayable|payable|"
        r"^(?:balance|residual|due)$|pleasepay|paythis|outstandingbalance|netapayer|soldea|restea|"
        r"restantdu|apayer|montantdu|aregler|sommedue|tebetalen|openstaand|saldo|apagar|dapagare|"
        r"^остат\w*коплате|кдоплате",
    ),
    (
        "tax",
        rf"(?:^|zzgl|zuzuglich|plus|davon|darin|enthalten\w*|dont|including|of\w*which|inkl|incl|"
        rf"contains|втч|втомчисле|сумма|итого|vatat|^\w{{0,12}}){TAX}|{TAX}(?:betrag|amount|total|"
        rf"summe|gesamt|$)|^ндс",
    ),
    (
        "subtotal",
        r"zwischensumme|sub-?totaa?l|soustotal|positionssumme|summe(?:der)?position|lineitems?total|"
        r"totallines|summezwischen|subtotale|^итого$|^всего$|summelieferung|zwischentotal",
    ),
    (
        "gross",
        r"rechnungs(?:end|gesamt)?(?:betrag|summe|total|preis|beitrag)|gesamt(?:rechnungs)?(?:betrag|"
        r"summe|preis|total|kosten|forderung|rechnung)|end(?:betrag|summe|total|preis)|"
        r"grandtotal|invoice(?:total|amount|value)|totalinvoice|totalfor(?:this)?invoice|"
        r"total(?:order)?(?:amount|price|value|charges)|amounttotal|total(?:de)?(?:la)?facture|montantfacture|montanttotal|"
        r"totalgeneral|factuurbedrag|totaalbedrag|totaalfactuur|totalefattura|totaledocumento|"
        r"importetotal|totalfactura|creditamount|gutschriftsbetrag|erstattungsbetrag|totalavoir|"
        r"коплате|всегопосчету|суммасчета|общаясумма|общаястоимость|стоимость\w{0,20}составля|"
        r"наобщуюсумму|totalcredit",
    ),
    (
        "total",
        r"^(?:die)?(?:summe|gesamt|total|totaal|totale|totaux|totals|insgesamt|betrag|montant|"
        r"amount|sum|итого|всего|сумма)(?:in|en|inpounds|gesamt)?$|total$|gesamt$|"
        r"^всего(?!наименован|оказан|выполнен|насумму|отпущен|мест)|^total",
    ),
)
"""Labels of totals, the more telling ones first: a label is one of them."""

SHORT_TAX = re.compile(
    r"\b(?:u\.?\s?st|m\.?w\.?st|vat|t\.?v\.?a|tax(?:es?)?|gst|i\.?v\.?a|btw|hst|pst|qst)\b\.?",
    re.IGNORECASE,
)
NO_TOTAL = re.compile(
    r"steuer(?:id|nr|nummer|no$|number|reg|pflichtig)|nummer$|^(?:tel|fax|iban|bic|siret|seite|page)|"
    r"bestellung|kunden(?:nr|nummer)|customer(?:no|number)|hauptsitz"
)
"""Labels of numbers that are no amounts, whatever else they mention."""
CURRENCY_WORDS = re.compile(
    r"\b(?:EUR(?:OS?)?|USD|GBP|CHF|RUB|INR|PLN|CZK|SEK|NOK|DKK|CAD|AUD|in|руб)\b|[€$£₽]",
    re.IGNORECASE,
)
KNOWN_WORDS: tuple[tuple[Place, str], ...] = (
    ("gross", "rechnungsbetrag"),
    ("gross", "rechnungssumme"),
    ("gross", "gesamtbetrag"),
    ("gross", "gesamtsumme"),
    ("gross", "bruttosumme"),
    ("gross", "bruttobetrag"),
    ("gross", "endbetrag"),
    ("gross", "grandtotal"),
    ("gross", "invoicetotal"),
    ("gross", "totalamount"),
    ("net", "nettosumme"),
    ("net", "nettobetrag"),
    ("net", "netamount"),
    ("due", "zahlbetrag"),
    ("due", "amountdue"),
    ("due", "balancedue"),
    ("due", "netapayer"),
    ("subtotal", "zwischensumme"),
    ("tax", "umsatzsteuer"),
    ("tax", "mehrwertsteuer"),
    ("tax", "steuerbetrag"),
    ("gross", "всегокоплате"),
    ("tax", "втомчисленд"),
)
LONGEST_LABEL = 70
"""Letters; what is longer is a sentence that mentions a sum."""
SIMILAR = 86.0
SHORTEST_SIMILAR = 8


@lru_cache(maxsize=4_096)
def place_of(label: str) -> Place | None:
    """Give what a label takes its amount for; a letter or two may be wrong or missing."""
    letters = compact(SHORT_TAX.sub("umsatzsteuer", CURRENCY_WORDS.sub(" ", label)))
    if not letters or len(letters) > LONGEST_LABEL or NO_TOTAL.search(letters):
        return None
    return meaning_of(letters, LABELS) or _similar(letters)


def _similar(letters: str) -> Place | None:
    if len(letters) < SHORTEST_SIMILAR:
        return None
    from rapidfuzz import fuzz

    likeness, place = max((fuzz.ratio(letters, word), place) for place, word in KNOWN_WORDS)
    return place if likeness >= SIMILAR else None
