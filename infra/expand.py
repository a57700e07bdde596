"""The templates as CloudFormation sees them: expanded by AWS's own SAM translator.

``python -m infra.expand FOLDER`` writes each template's expansion to the same place below FOLDER,
so that the linters judge what is really deployed: roles, policies and permissions that SAM adds.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from infra.template_source import read_template

ROOT = Path(__file__).resolve().parents[1]
NESTED = (
    *("keys", "storage", "people", "feed", "alarms"),
    *("precheck", "replay", "periods", "applications", "awards"),
)
"""What is kept and watched, then the workflows beside claim_review."""
TEMPLATES = (ROOT / "template.yaml", *(ROOT / "infra" / f"{name}.yaml" for name in NESTED))

REGION = "eu-central-1"
"""The translator asks for one; nothing in the result depends on it."""

_PACKAGED = {
    "AWS::Serverless::Function": "CodeUri",
    "AWS::Serverless::LayerVersion": "ContentUri",
}
"""Local folders, which ``sam package`` would have replaced by addresses in S3."""


def expand(path: Path) -> dict[str, Any]:
    """Give a template's expansion; references to parameters and resources stay as they are."""
    source = read_template(path)
    source.get("Globals", {}).get("Function", {}).pop("CodeUri", None)
    for name, resource in source["Resources"].items():
        packaged = _PACKAGED.get(resource["Type"])
        if packaged is not None:
            resource["Properties"][packaged] = f"s3://packaged/{name}"
        if resource["Type"] == "AWS::Serverless::Application":
            resource["Properties"]["Location"] = f"https://packaged.s3.amazonaws.com/{name}"
        if resource["Type"] == "AWS::StepFunctions::StateMachine":
            resource["Properties"]["DefinitionS3Location"] = {"Bucket": "packaged", "Key": name}
    parameters = {name: body.get("Default", "") for name, body in source["Parameters"].items()}
    translator = Translator({}, Parser(), boto_session=boto3.Session(region_name=REGION))
    expanded: dict[str, Any] = translator.translate(source, parameters)
    expanded.pop("Transform", None)
    return expanded


def main(folder: Path) -> None:
    """Write every template's expansion below a folder."""
    # The translator counts its own use for AWS and complains that nobody collects it.
    logging.getLogger("samtranslator.metrics.metrics").setLevel(logging.ERROR)
    for path in TEMPLATES:
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(expand(path), indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
