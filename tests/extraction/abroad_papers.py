"""Papers of other countries as a reader sees them, line by line, and what they say."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Paper:
    """A page's lines and the values of its fields as ``cofund read`` prints them."""

    name: str
    lines: str
    truth: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> list[str]:
        """The lines, one by one."""
        return self.lines.strip("\n").split("\n")


PAPERS: tuple[Paper, ...] = (
    Paper(
        "de two rates",
        """
Erfundene Werbung GmbH  Beispielweg 3  54321 Beispielhausen

Muster Handel AG
Probeallee 8
12345 Musterstadt
                                   Rechnungsnummer: 830517
                                   Kundennummer: 4120
                                   Rechnungsdatum / Leistungsdatum: 07.04.2026
RECHNUNG
Pos   Bezeichnung            Menge     Einzelpreis    Gesamtpreis
1     Messewand bedruckt     12 Stk    14,50          174,00
2     Obstkorb für Gäste     30 Stk    6,20           186,00
      Nettosumme                                      360,00
      zzgl. 19% USt auf 174,00 EUR                    33,06
      zzgl. 7% USt auf 186,00 EUR                     13,02
      Bruttosumme                                     406,08
Zahlbar bis 07.05.2026
""",
        {
            "gross": "406.08",
            "number": "830517",
            "issue_date": "2026-04-07",
            "net": "360.00",
            "tax": "46.08",
        },
    ),
    Paper(
        "de skonto and übertrag",
        """
Muster AG
Beleg-Nr.   Datum        Kunden-Nr.
RE-2026-77  12.02.2026   12345
Pos   Artikel          Menge   Preis      Summe
1     Messestand       1       1.000,00   1.000,00
2     Aufbau           2       250,00     500,00
Übertrag                                  1.500,00
3     Abbau            1       100,00     100,00
Gesamt netto                              1.600,00
MwSt. 19,00 %                             304,00
Gesamtbetrag EUR                          1.904,00
Bei Zahlung innerhalb 10 Tagen 2 % Skonto: Zahlbetrag 1.865,92 EUR
""",
        {
            "gross": "1904.00",
            "number": "RE-2026-77",
            "issue_date": "2026-02-12",
            "net": "1600.00",
            "tax": "304.00",
        },
    ),
    Paper(
        "de columns",
        """
Beispiel GmbH
Rechnung Nr. 2026-0042 vom 3. März 2026
Leistung              Betrag
Workshop              800,00 EUR
Catering              200,00 EUR
Netto        MwSt 19 %     Brutto
1.000,00 €   190,00 €      1.190,00 €
""",
        {
            "gross": "1190.00",
            "number": "2026-0042",
            "issue_date": "2026-03-03",
            "net": "1000.00",
            "tax": "190.00",
        },
    ),
    Paper(
        "fr",
        """
SARL Exemple
12 rue du Test
75001 Paris
                                  FACTURE N° FA-2026-118
                                  Date d'émission : 07/08/2026
                                  Date d'échéance : 30/09/2026
Client : Exemple Client
Désignation          Qté    P.U. HT     Montant HT
Location salle       2      450,00      900,00
Traiteur             10     35,50       355,00
                     Total HT           1 255,00 €
                     Remise 10 %        -125,50 €
                     Total HT net       1 129,50 €
                     TVA 20 %           225,90 €
                     Total TTC          1 355,40 €
                     Acompte versé      -355,40 €
                     Net à payer        1 000,00 €
""",
        {
            "gross": "1355.40",
            "number": "FA-2026-118",
            "issue_date": "2026-08-07",
            "net": "1129.50",
            "tax": "225.90",
            "due": "1000.00",
        },
    ),
    Paper(
        "en uk prepaid",
        """
Fictive Events Ltd
INVOICE
Invoice No.    Invoice Date     Due Date
INV/2026/015   14 March 2026    13 April 2026
Description          Qty   Unit price   Amount
Stand hire           1     2,400.00     2,400.00
Crew                 8     55.25        442.00
Subtotal                                £2,842.00
VAT @ 20%                               £568.40
Total                                   £3,410.40
Paid                                    £1,000.00
Amount due                              £2,410.40
""",
        {
            "gross": "3410.40",
            "number": "INV/2026/015",
            "issue_date": "2026-03-14",
            "net": "2842.00",
            "tax": "568.40",
            "due": "2410.40",
        },
    ),
    Paper(
        "en us ambiguous",
        """
Sample Inc.
Invoice # 10448
Date: 03/04/2026
Item             Qty    Rate      Amount
Booth            1      500.00    500.00
Total                             $500.00
""",
        {"gross": "500.00", "number": "10448", "issue_date": "2026-03-04"},
    ),
    Paper(
        "nl",
        """
Voorbeeld B.V.
FACTUUR
Factuurnummer: 2026-881
Factuurdatum: 19 april 2026
Vervaldatum: 19 mei 2026
Omschrijving      Aantal   Prijs     Bedrag
Zaalhuur          1        900,00    900,00
Subtotaal excl. BTW                  € 900,00
BTW 21%                              € 189,00
Totaal te betalen                    € 1.089,00
""",
        {
            "gross": "1089.00",
            "number": "2026-881",
            "issue_date": "2026-04-19",
            "net": "900.00",
            "tax": "189.00",
        },
    ),
    Paper(
        "es",
        """
Ejemplo S.L.
FACTURA Nº 2026/33
Fecha de factura: 05/12/2026
Concepto        Cantidad   Precio    Importe
Alquiler        1          300,00    300,00
Base imponible                       300,00 €
IVA 21%                              63,00 €
TOTAL FACTURA                        363,00 €
""",
        {
            "gross": "363.00",
            "number": "2026/33",
            "issue_date": "2026-12-05",
            "net": "300.00",
            "tax": "63.00",
        },
    ),
    Paper(
        "it",
        """
Esempio S.r.l.
Fattura n. 118 del 05/03/2026
Descrizione      Quantità   Prezzo   Importo
Noleggio sala    1          200,00   200,00
Imponibile                           200,00
IVA 22%                              44,00
Totale fattura                       € 244,00
""",
        {
            "gross": "244.00",
            "number": "118",
            "issue_date": "2026-03-05",
            "net": "200.00",
            "tax": "44.00",
        },
    ),
    Paper(
        "ch",
        """
Muster AG
Rechnung 88123
Bern, 5. Mai 2026
Bezeichnung     Menge   Preis      Total
Raummiete       1       1'250.00   1'250.00
Technik         1       400.00     400.00
Zwischentotal                      1'650.00
MWST 8.1%                          133.65
Rundung                            0.00
Total CHF                          1'783.65
""",
        {"gross": "1783.65", "number": "88123", "issue_date": "2026-05-05", "tax": "133.65"},
    ),
    Paper(
        "credit de",
        """
Erfundene Werbung GmbH
Rechnungskorrektur Nr. RK-2026-5 vom 02.02.2026
zur Rechnung Nr. 830517 vom 05.01.2026
Pos  Bezeichnung   Menge   Einzelpreis   Gesamt
1    Rückgabe      -2      100,00        -200,00
Summe netto                              -200,00 €
USt 19 %                                 -38,00 €
Gutschriftsbetrag                        -238,00 €
""",
        {
            "gross": "-238.00",
            "number": "RK-2026-5",
            "issue_date": "2026-02-02",
            "net": "-200.00",
            "tax": "-38.00",
        },
    ),
    Paper(
        "trailing minus",
        """
Erfundene Werbung GmbH
Gutschrift Nr. 5511 vom 02.02.2026
Retoure                                  200,00- EUR
Nettobetrag                              200,00- EUR
19 % MwSt                                38,00- EUR
Gesamtbetrag                             238,00- EUR
""",
        {"gross": "-238.00", "number": "5511", "issue_date": "2026-02-02"},
    ),
    Paper(
        "incl prices",
        """
Hotel Beispiel
Rechnung Nr. H-99812
Rechnungsdatum 02.02.2026
Datum        Leistung        Betrag EUR
30.01.2026   Übernachtung    107,00
31.01.2026   Übernachtung    107,00
31.01.2026   Frühstück       23,80
Gesamtsumme                  237,80
darin enthalten:
MwSt 7 %    Netto 200,00     MwSt 14,00    Brutto 214,00
MwSt 19 %   Netto 20,00      MwSt 3,80     Brutto 23,80
""",
        {"gross": "237.80", "number": "H-99812", "issue_date": "2026-02-02"},
    ),
    Paper(
        "discount unknown",
        """
Sample Ltd
Invoice No: 77123
Invoice date: 5 May 2026
Description         Amount
Design              800.00
Print               200.00
Subtotal            1,000.00
Loyalty bonus       -100.00
VAT 20%             180.00
Total GBP           1,080.00
""",
        {"gross": "1080.00", "number": "77123", "issue_date": "2026-05-05", "tax": "180.00"},
    ),
    Paper(
        "stacked label value",
        """
Sample Ltd
INVOICE
Invoice Number
77-124
Invoice Date
5 May 2026
Description         Amount
Design              800.00
Print               200.00
                    Net          VAT        TOTAL DUE
                    £1,000.00    £200.00    £1,200.00
""",
        {"gross": "1200.00", "number": "77-124", "issue_date": "2026-05-05", "tax": "200.00"},
    ),
    Paper(
        "one line ids",
        """
Erfundene Werbung GmbH, Musterweg 1, 12345 Musterstadt
Rechnung
Rechnungs-Nr.: 4711 Kunden-Nr.: 8899 Rechnungsdatum: 02.02.2026 Lieferdatum: 01.02.2026
Artikel A      2    10,00     20,00
Artikel B      1    30,00     30,00
Gesamtbetrag netto:     50,00 EUR
Umsatzsteuer 19,00%:    9,50 EUR
Gesamtbetrag brutto:    59,50 EUR
""",
        {
            "gross": "59.50",
            "number": "4711",
            "issue_date": "2026-02-02",
            "net": "50.00",
            "tax": "9.50",
        },
    ),
    Paper(
        "kleinunternehmer",
        """
Max Beispiel
Rechnung 2026-3
Datum: 2.2.2026
Workshop 1 Tag     450,00 €
Gesamtbetrag       450,00 €
Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.
""",
        {"gross": "450.00", "number": "2026-3", "issue_date": "2026-02-02"},
    ),
    Paper(
        "total excl first",
        """
Sample BV
Invoice
Invoice number 2026/15
Date of issue 2026-03-01
Service A      100.00
Service B      300.00
Total excluding VAT     400.00
VAT 21%                 84.00
Total including VAT     484.00
EUR
""",
        {
            "gross": "484.00",
            "number": "2026/15",
            "issue_date": "2026-03-01",
            "net": "400.00",
            "tax": "84.00",
        },
    ),
)
