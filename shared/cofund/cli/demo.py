"""`cofund demo`."""


def demo() -> None:
    """Show."""
