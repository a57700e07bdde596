"""Lambda functions and the queues that feed them: noted down for workers and bindings."""

from __future__ import annotations

from infra.local.errors import TemplateNotUnderstood
from infra.local.resources.wanted import Created, Wanted
from infra.local.site import FunctionSpec, QueueSource, Site, function_name

_LAMBDA_TIMEOUT_SECONDS = 3
_LAMBDA_MEMORY_MB = 128
_SQS_BATCH = 10


def create_function(wanted: Wanted, site: Site) -> Created:
    """Note the function: it runs from the source tree, so its layers are there already."""
    properties = wanted.properties
    code = wanted.template.code_directories.get(wanted.logical_id)
    if code is None:
        raise TemplateNotUnderstood(
            f"{wanted.logical_id}: inline code is not run locally; use CodeUri."
        )
    name = properties.get("FunctionName", wanted.name)
    variables = properties.get("Environment", {}).get("Variables", {})
    spec = FunctionSpec(
        name=name,
        logical_id=wanted.logical_id,
        arn=site.arn("lambda", f"function:{name}"),
        handler=properties["Handler"],
        code_directory=code,
        environment={key: str(value) for key, value in variables.items()},
        timeout_seconds=int(properties.get("Timeout", _LAMBDA_TIMEOUT_SECONDS)),
        memory_mb=int(properties.get("MemorySize", _LAMBDA_MEMORY_MB)),
    )
    site.functions[name] = spec
    return Created(reference=name, attributes={"Arn": spec.arn})


def create_event_source(wanted: Wanted, site: Site) -> Created:
    """Note the queue that feeds a function."""
    properties = wanted.properties
    arn = properties["EventSourceArn"]
    if ":sqs:" not in arn:
        raise TemplateNotUnderstood(
            f"{wanted.logical_id}: the local engine feeds functions from SQS only, not from {arn}."
        )
    if properties.get("Enabled", True):
        source = QueueSource(
            queue_arn=arn,
            function=function_name(properties["FunctionName"]),
            batch_size=int(properties.get("BatchSize", _SQS_BATCH)),
            reports_failures="ReportBatchItemFailures"
            in properties.get("FunctionResponseTypes", []),
        )
        site.queue_sources.append(source)
    return Created(reference=wanted.name)
