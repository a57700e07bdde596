"""What can be the matter with a document: why nothing could be read, and what is unusual."""

from typing import Literal

UnreadableReason = Literal[
    "empty",
    "too_large",
    "wrong_type",
    "encrypted",
    "damaged",
    "too_many_pages",
    "page_too_large",
    "image_too_large",
    "too_much_content",
    "zip_bomb",
    "macro",
    "forbidden_xml",
    "no_text",
    "timed_out",
    "out_of_memory",
    "reader_failed",
    "infected",
    "scan_failed",
    "unsupported",
]
"""Why nothing could be read; each has a message for the partner that says what to do."""

Flag = Literal[
    "hidden_text", "script", "launch_action", "embedded_file", "external_link", "repaired"
]
"""What is unusual about a document that could be read all the same; shown to the reviewer."""
