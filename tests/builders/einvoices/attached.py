"""E-invoices inside PDFs, codes as pictures."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pikepdf
import zxingcpp
from PIL import Image

from tests.builders.papers.facts import Sale


def with_attachment(pdf: bytes, attachment: bytes, name: str = "factur-x.xml") -> bytes:
    """Give a PDF with a file attached."""
    target = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.attachments[name] = pikepdf.AttachedFileSpec(opened, attachment, filename=name)
        opened.save(target, static_id=True)
    return target.getvalue()


def with_associated_file(pdf: bytes, attachment: bytes, name: str = "factur-x.xml") -> bytes:
    """Give a PDF whose catalogue names an associated file, but which lists no attachments."""
    target = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        stream = opened.make_stream(attachment, Type=pikepdf.Name("/EmbeddedFile"))
        specification = pikepdf.Dictionary(
            Type=pikepdf.Name("/Filespec"), F=name, UF=name, EF=pikepdf.Dictionary(F=stream)
        )
        opened.Root.AF = pikepdf.Array([opened.make_indirect(specification)])
        opened.save(target, static_id=True)
    return target.getvalue()


def payment_code(sale: Sale, encoding: str = "2") -> bytes:
    """Give what the payment QR of an invoice holds; the encoding by its digit."""
    seller = sale.seller
    keys = {
        "Name": seller.name,
        "PersonalAcc": seller.account,
        "BankName": seller.bank,
        "BIC": seller.bik,
        "CorrespAcc": seller.correspondent_account,
        "Sum": str(sale.gross_minor),
        "PayeeINN": seller.tax_id,
        "KPP": seller.kpp,
        "Purpose": f"Оплата по счёту {sale.number}",
    }
    body = "|".join(f"{key}={value}" for key, value in keys.items() if value)
    if encoding == "3":  # KOI8-R has no such quotation marks
        body = body.replace("«", '"').replace("»", '"')
    charset = {"1": "cp1251", "2": "utf-8", "3": "koi8-r"}[encoding]
    return f"ST0001{encoding}|{body}".encode(charset)


def qr(content: bytes, scale: int = 4) -> Image.Image:
    """Give a QR as a picture with its quiet zone, bytes as they are."""
    barcode = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode)
    return Image.fromarray(np.array(barcode.to_image(scale=scale)))
