"""Golden scans and photos: papers of the other catalogues without their text."""

from __future__ import annotations

from tests.golden.golden import Catalogue

SCANS: Catalogue = {}
