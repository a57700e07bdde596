"""Objects of S3 buckets: every version with its id, contents, metadata, lock and tags."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from infra.local.state.directory import StateDirectory
from infra.local.world import World

_KEPT_AS_THEY_ARE = (
    "encryption",
    "kms_key_id",
    "lock_mode",
    "lock_legal_status",
    "lock_until",
    "checksum_value",
    "checksum_algorithm",
)

_Versions = list[dict[str, Any]]


def dump(world: World, directory: StateDirectory) -> dict[str, dict[str, _Versions]]:
    """Every version of every object by bucket and key; contents go into the directory.

    Uploads go on meanwhile: what is walked through are copies, made in one step.
    """
    backend = world.backend("s3")
    return {
        bucket.name: {
            key: [_version(version, backend, directory) for version in tuple(versions or ())]
            for key, versions in bucket.keys.lists()
        }
        for bucket in tuple(backend.buckets.values())
    }


def restore(
    world: World, kept: Mapping[str, Mapping[str, _Versions]], directory: StateDirectory
) -> None:
    """Put the versions back into the buckets that the template still has."""
    backend = world.backend("s3")
    used: set[str] = set()
    for name, objects in kept.items():
        if name not in backend.buckets:
            continue
        for key, versions in objects.items():
            made = [_made(key, version, backend, name, directory) for version in versions]
            backend.buckets[name].keys.setlist(key, made)
            used.update(version["contents"] for version in versions if "contents" in version)
    directory.forget_contents_but(used)


def _version(version: Any, backend: Any, directory: StateDirectory) -> dict[str, Any]:
    described = {"id": version.version_id, "at": version.last_modified.isoformat()}
    if not hasattr(version, "value"):  # a delete marker
        return described
    if not hasattr(version, "kept_as"):  # contents of a version never change
        version.kept_as = directory.put_contents(version.value)
    return {
        **described,
        "contents": version.kept_as,
        "versioned": version._is_versioned,
        "metadata": dict(version.metadata),
        "tags": backend.tagger.get_tag_dict_for_resource(version.arn),
        **{name: getattr(version, name) for name in _KEPT_AS_THEY_ARE},
    }


def _made(
    key: str, kept: Mapping[str, Any], backend: Any, bucket: str, directory: StateDirectory
) -> Any:
    from moto.s3.models import FakeDeleteMarker, FakeKey

    version = FakeKey(
        name=key,
        value=directory.contents(kept["contents"]) if "contents" in kept else b"",
        account_id=backend.account_id,
        region_name=backend.region_name,
        bucket_name=bucket,
        is_versioned=kept.get("versioned", True),
        version_id=kept["id"],
    )
    version.last_modified = datetime.fromisoformat(kept["at"])
    if "contents" not in kept:
        marker = FakeDeleteMarker(version)
        marker._version_id, marker.last_modified = kept["id"], version.last_modified
        return marker
    version.kept_as = kept["contents"]
    version.set_metadata(dict(kept["metadata"]))
    for name in _KEPT_AS_THEY_ARE:
        setattr(version, name, kept[name])
    backend.tagger.tag_resource(
        version.arn, backend.tagger.convert_dict_to_tags_input(kept["tags"])
    )
    return version
