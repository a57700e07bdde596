"""The command `cofund`: for operators, finance, partners' accountants and the curious."""

from cofund.cli.commands import main

__all__ = ["main"]
