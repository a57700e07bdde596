"""The files that are changed: the golden ones, and a plain one of every format."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
from PIL import Image

from cofund.extraction.limits import READING
from cofund.extraction.sniff import Sniffed, sniff
from tests.builders import hostile
from tests.builders.hostile import frames, parts, streams
from tests.fuzz.mutations import ZIPPED, packed

GOLDEN = Path(__file__).parents[1] / "golden"
NO_DOCUMENTS = {".json", ".py", ".pyc"}
LARGEST_BYTES = 400_000
INVOICE = """<?xml version="1.0" encoding="windows-1251"?>
<Файл ИдФайл="1" ВерсФорм="5.03" ВерсПрог="x"><Документ КНД="1115131" Функция="СЧФДОП">
<СвСчФакт НомерДок="17" ДатаДок="12.03.2026"><СвПрод><ИдСв><СвЮЛУч НаимОрг="ООО «Выдумка»"
ИННЮЛ="7700000000" КПП="770001001"/></ИдСв></СвПрод></СвСчФакт><ТаблСчФакт><СведТов НомСтр="1"
НаимТов="Аренда зала" ЦенаТов="100.00" СтТовБезНДС="100.00" НалСт="22%" СтТовУчНал="122.00"/>
<ВсегоОпл СтТовБезНДСВсего="100.00" СтТовУчНалВсего="122.00"/></ТаблСчФакт></Документ></Файл>"""


@dataclass(frozen=True)
class Origin:
    """A file to change."""

    name: str
    kind: Sniffed
    file: bytes


def origins() -> tuple[Origin, ...]:
    """Give all files to change, in an order that does not change."""
    golden = [
        (path.name, path.read_bytes())
        for path in sorted(GOLDEN.iterdir())
        if path.is_file() and path.suffix not in NO_DOCUMENTS
    ]
    found = [
        _origin(name, file) for name, file in [*golden, *_plain()] if len(file) <= LARGEST_BYTES
    ]
    return (*found, *(_in_the_open(origin) for origin in found if origin.kind == "pdf"))


def _origin(name: str, file: bytes) -> Origin:
    kind = sniff(file, READING)
    if kind in ZIPPED:
        with ZipFile(BytesIO(file)) as office:
            file = packed({name: office.read(name) for name in office.namelist()})
    return Origin(name, kind, file)


def _plain() -> list[tuple[str, bytes]]:
    return [
        ("plain.pptx", parts.plain_pptx()),
        ("plain.ods", parts.plain_ods(b"<table:table-row><table:table-cell/></table:table-row>")),
        ("plain.tiff", frames.plain_tiff(pages=3)),
        ("plain.heic", frames.huge_heic(width=64, height=64)),
        ("plain.png", hostile.huge_png(width=90, height=60)),
        ("plain.jpeg", _photo()),
        ("plain.xml", INVOICE.encode("cp1251")),
        ("attachment.pdf", streams.attachment_of(b"factur-x.xml", INVOICE.encode("cp1251"))),
    ]


def _photo() -> bytes:
    target = BytesIO()
    Image.linear_gradient("L").convert("RGB").save(target, "JPEG")
    return target.getvalue()


def _in_the_open(origin: Origin) -> Origin:
    """The same PDF unpacked: a changed byte changes what is drawn, not only what is packed."""
    target = BytesIO()
    with pikepdf.open(BytesIO(origin.file)) as pdf:
        pdf.save(
            target,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return Origin(f"{origin.name}, unpacked", "pdf", target.getvalue())
