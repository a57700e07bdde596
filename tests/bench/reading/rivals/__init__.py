"""The others, asked the same: they live in ``.tools/rivals``, made by ``./infra/setup.sh rivals``.

``program`` runs there and imports nothing of ours; ``naive`` is what a capable programmer writes
in an afternoon over a tool's text, the same for every tool; ``tables`` does so for its tables.
"""
