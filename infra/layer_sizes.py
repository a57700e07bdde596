"""What each function weighs unpacked: its own code and its layers. Lambda stops at 250 MB."""

from __future__ import annotations

import sys
from pathlib import Path

from infra.expand import ROOT, expand

LIMIT_BYTES = 250 * 1024 * 1024
MEBIBYTE = 1024 * 1024


def layer_sets() -> dict[str, tuple[str, ...]]:
    """Give the layers of each function, by logical ids."""
    resources = expand(ROOT / "template.yaml")["Resources"]
    layers = {name for name, body in resources.items() if body["Type"].endswith("LayerVersion")}
    return {
        name: tuple(_source_id(layer["Ref"], layers) for layer in body["Properties"]["Layers"])
        for name, body in resources.items()
        if body["Type"] == "AWS::Lambda::Function"
    }


def folder_bytes(folder: Path) -> int:
    """Give the size of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main(build: Path) -> int:
    """Print every set of layers with its size; 1 where one is too large, else 0."""
    sizes: dict[tuple[str, ...], int] = {}
    for function, layers in layer_sets().items():
        parts = (function, *layers)
        sizes[layers] = max(sizes.get(layers, 0), sum(folder_bytes(build / part) for part in parts))
    for layers, size in sorted(sizes.items(), key=lambda entry: entry[1]):
        sys.stdout.write(f"{' + '.join(layers)} + code: {size / MEBIBYTE:.1f} MB of 250\n")
    return int(max(sizes.values()) > LIMIT_BYTES)


def _source_id(expanded: str, layers: set[str]) -> str:
    """Give a layer's name in the template: SAM adds a hash of ten digits to it."""
    assert expanded in layers, "functions name their layers by reference"
    return expanded[:-10]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
