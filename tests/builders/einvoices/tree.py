"""XML from nested calls: ``node("ID", "77")``, attributes by name."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, indent, register_namespace, tostring


def node(tag: str, *inside: Element | str | None, **attributes: str) -> Element:
    """Give an element with what stands inside it; what is None is left out."""
    return named(tag, attributes, *inside)


def named(tag: str, attributes: Mapping[str, str], *inside: Element | str | None) -> Element:
    """Give the same, with attributes whose names are no words of Python."""
    element = Element(tag, dict(attributes))
    for part in inside:
        if isinstance(part, str):
            element.text = part
        elif part is not None:
            element.append(part)
    return element


def written(root: Element, *, encoding: str = "utf-8", prefixes: Mapping[str, str] = {}) -> bytes:
    """Give the file: indented, with its declaration."""
    for prefix, uri in prefixes.items():
        register_namespace(prefix, uri)
    indent(root)
    return tostring(root, encoding=encoding, xml_declaration=True)


def decimal(minor: int) -> str:
    """Give an amount of minor units with its point."""
    sign, minor = ("-", -minor) if minor < 0 else ("", minor)
    return f"{sign}{minor // 100}.{minor % 100:02d}"
