"""Stock moto parses a state machine's definition again for every execution (a tenth of a second).

We keep the syntax tree of each definition; what an execution runs is still made anew from it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

_KEPT_DEFINITIONS = 64


@cache
def apply() -> None:
    """Parse each definition once."""
    from moto.stepfunctions.parser.asl.parse import asl_parser

    def parse(definition: str) -> tuple[Any, Any]:
        tree = _tree(definition)
        return asl_parser.Preprocessor().visit(tree), tree

    asl_parser.AmazonStateLanguageParser.parse = staticmethod(parse)


@lru_cache(_KEPT_DEFINITIONS)
def _tree(definition: str) -> Any:
    """The syntax tree; a definition with errors is refused, and not kept."""
    from moto.stepfunctions.parser.asl.parse import asl_parser

    errors = asl_parser.SyntaxErrorListener()
    lexer = asl_parser.ASLLexer(asl_parser.InputStream(definition))
    parser = asl_parser.ASLParser(asl_parser.CommonTokenStream(lexer))
    parser.removeErrorListeners()
    parser.addErrorListener(errors)
    tree = parser.state_machine()
    if errors.errors:
        raise asl_parser.ASLParserException(errors=errors.errors)
    return tree
