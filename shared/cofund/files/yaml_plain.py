"""Plain values of a YAML file, and the line on which each stands.

No anchors, no tags, no key twice, bounded in size and depth. Whole numbers, yes/no and amounts
("1 500.50 RUB") are taken over as such; all else stays text as it stands, for the model to read:
so "1.10" is a version, not 1.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from cofund.errors import CofundError
from cofund.money import LARGEST_MINOR, minor_digits

MAX_FILE_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_PROBLEMS = 50

Place: TypeAlias = tuple[str | int, ...]
"""Keys and positions that lead to a value: ("deadlines", "report_days", "value")."""

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"

_AMOUNT = re.compile(r"(-?)(\d[\d ]{0,20}?)(?:\.(\d{1,3}))? ([A-Z]{3})")
_TEXT_TAGS = ("str", "float", "timestamp")
_DEEPER = {
    yaml.MappingStartEvent: 1,
    yaml.SequenceStartEvent: 1,
    yaml.MappingEndEvent: -1,
    yaml.SequenceEndEvent: -1,
}


@dataclass(frozen=True)
class Problem:
    """One mistake in a file: where, and what to write instead."""

    line: int
    place: str
    message: str


class InvalidFile(CofundError):
    """A file that people write has mistakes; lists each with its line."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        self.path = path
        self.problems = problems
        super().__init__("\n".join(self._line_of(problem) for problem in problems))

    @property
    def line(self) -> int:
        """Give the line of the first mistake."""
        return self.problems[0].line

    def _line_of(self, problem: Problem) -> str:
        place = f"{problem.place}: " if problem.place else ""
        return f"{self.path}:{problem.line}: {place}{problem.message}"


@dataclass
class PlainFile:
    """What stands in a file."""

    root: Plain = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    """What is wrong with the YAML itself."""


def read_plain(path: Path) -> PlainFile:
    """Read a YAML file's plain values.

    Raises:
        InvalidFile: it cannot be opened or is no plain YAML.
    """
    file = PlainFile()
    file.root = _plain(_compose(path), (), file)
    if file.problems:
        raise InvalidFile(path, tuple(file.problems[:MAX_PROBLEMS]))
    return file


def place_text(place: Place) -> str:
    """Give a place as people say it: "activities.conference.documents[2]"."""
    parts = [f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in place]
    return "".join(parts).removeprefix(".")


def _ensure_plain(path: Path, text: str) -> None:
    """Refuse anchors, ten lines of which can stand for a terabyte, and depth, before composing."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refused(path, "no YAML: write the value out: no anchors here", line)
        depth += _DEEPER.get(type(event), 0)
        if depth > MAX_DEPTH:
            raise _refused(path, "nested too deeply", line)


def _compose(path: Path) -> yaml.Node:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _refused(path, f"longer than {MAX_FILE_BYTES:,} bytes")
        text = path.read_text("utf-8")
        _ensure_plain(path, text)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except OSError as error:
        raise _refused(path, error.strerror or "cannot be read") from None
    except UnicodeDecodeError:
        raise _refused(path, "save the file as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _refused(path, f"no YAML: {error.problem}", line) from None
    except yaml.YAMLError:
        raise _refused(path, "a character that YAML does not allow") from None
    if node is None:
        raise _refused(path, "the file is empty")
    return node


def _refused(path: Path, message: str, line: int = 1) -> InvalidFile:
    return InvalidFile(path, (Problem(line, "", message),))


def _plain(node: yaml.Node, place: Place, file: PlainFile) -> Plain:
    file.lines.setdefault(place, _line(node))
    if len(place) > MAX_DEPTH:
        return _refuse(file, node, place, "nested too deeply")
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, file)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*place, index), file) for index, child in enumerate(node.value)]
    return _scalar(node, place, file)


def _mapping(node: yaml.MappingNode, place: Place, file: PlainFile) -> dict[str, Plain]:
    plain: dict[str, Plain] = {}
    for key_node, child in node.value:
        key = str(key_node.value)
        if key in plain:
            _refuse(file, key_node, (*place, key), "stands here twice; keep one")
        file.lines[(*place, key)] = _line(key_node)
        plain[key] = _plain(child, (*place, key), file)
    return plain


def _scalar(node: yaml.Node, place: Place, file: PlainFile) -> Plain:
    written, kind = str(node.value), str(node.tag).removeprefix("tag:yaml.org,2002:")
    if kind in _TEXT_TAGS:
        return amount_written(written) or written
    if kind == "null":
        return None
    if kind == "bool":
        return written.lower() in ("yes", "true", "on")
    if kind == "int":
        return _whole_number(written, node, place, file)
    return _refuse(file, node, place, f"plain values only, not {node.tag}")


def _whole_number(written: str, node: yaml.Node, place: Place, file: PlainFile) -> Plain:
    # YAML 1.1 takes 010 for eight and 1:30 for ninety: here a number is what people see.
    digits = written.removeprefix("-")
    if not digits.isdigit() or len(digits) > 15 or (len(digits) > 1 and digits[0] == "0"):
        return _refuse(file, node, place, f'put it in quotes: "{written[:40]}"')
    return int(written)


def amount_written(written: str) -> dict[str, Plain] | None:
    """Read "1 500.50 RUB" as the fields of ``Money``; None for any other text."""
    match = _AMOUNT.fullmatch(written.strip())
    if match is None:
        return None
    sign, whole, fraction, currency = match.groups()
    digits = minor_digits(currency)
    if len(fraction or "") > digits:
        return None
    minor = int(sign + whole.replace(" ", "") + (fraction or "").ljust(digits, "0"))
    return {"amount_minor": minor, "currency": currency} if abs(minor) <= LARGEST_MINOR else None


def _refuse(file: PlainFile, node: yaml.Node, place: Place, message: str) -> Plain:
    """Note a mistake; nothing stands in the value's place."""
    file.problems.append(Problem(_line(node), place_text(place), message))
    return None


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
