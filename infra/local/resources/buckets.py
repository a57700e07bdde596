"""S3 buckets with versions, object lock, CORS and their EventBridge notifications."""

from __future__ import annotations

from typing import Any

from infra.local.resources.wanted import Created, Wanted
from infra.local.site import Site


def create_bucket(wanted: Wanted, site: Site) -> Created:
    """Make the bucket; lifecycle, encryption and logging are not played locally."""
    client = site.client("s3")
    name = wanted.properties.get("BucketName", wanted.name.lower())
    client.create_bucket(
        Bucket=name,
        ObjectLockEnabledForBucket=bool(wanted.properties.get("ObjectLockEnabled", False)),
        CreateBucketConfiguration={"LocationConstraint": site.region},
    )
    _configure(client, name, wanted.properties)
    domain = f"{name}.s3.{site.region}.amazonaws.com"
    attributes = {
        "Arn": f"arn:aws:s3:::{name}",
        "DomainName": f"{name}.s3.amazonaws.com",
        "RegionalDomainName": domain,
    }
    return Created(reference=name, attributes=attributes)


def _configure(client: Any, name: str, properties: Any) -> None:
    versioning = properties.get("VersioningConfiguration")
    if versioning:
        client.put_bucket_versioning(Bucket=name, VersioningConfiguration=versioning)
    lock = properties.get("ObjectLockConfiguration")
    if lock:
        client.put_object_lock_configuration(Bucket=name, ObjectLockConfiguration=_lock(lock))
    cors = properties.get("CorsConfiguration")
    if cors:
        rules = [_cors_rule(rule) for rule in cors["CorsRules"]]
        client.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": rules})
    notification = properties.get("NotificationConfiguration", {})
    if notification.get("EventBridgeConfiguration"):
        client.put_bucket_notification_configuration(
            Bucket=name, NotificationConfiguration={"EventBridgeConfiguration": {}}
        )


def _cors_rule(rule: dict[str, Any]) -> dict[str, Any]:
    names = {"ExposedHeaders": "ExposeHeaders", "MaxAge": "MaxAgeSeconds", "Id": "ID"}
    return {names.get(name, name): value for name, value in rule.items()}


def _lock(configuration: dict[str, Any]) -> dict[str, Any]:
    """A parameter's number comes as text."""
    rule = configuration.get("Rule")
    if rule is None:
        return configuration
    retention = rule["DefaultRetention"]
    counted = {unit: int(retention[unit]) for unit in ("Days", "Years") if unit in retention}
    return {**configuration, "Rule": {"DefaultRetention": {**retention, **counted}}}
