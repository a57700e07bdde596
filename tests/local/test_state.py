"""A state directory outlives the engine: everything but running executions is there again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from infra.local.engine import Engine
from infra.local.errors import StateInUse
from infra.local.mailbox import Mail
from infra.local.state import StateDirectory, files
from tests.local.small_stack import write_small_stack

RIGHT = "Right-1-word"
MAC = {"KeyId": "alias/links", "MacAlgorithm": "HMAC_SHA_256", "Message": b"link"}


@dataclass(frozen=True)
class Before:
    """What the first run left behind."""

    versions: list[str]
    mac: bytes
    mails: list[Mail]
    outputs: dict[str, str]
    olga: str


@dataclass(frozen=True)
class Restarted:
    """The second run, and what it must find."""

    engine: Engine
    before: Before
    resumed: list[dict[str, str]]
    directory: Path


@pytest.fixture(scope="module")
def restarted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restarted]:
    template = write_small_stack(tmp_path_factory.mktemp("stack"))
    state_dir = tmp_path_factory.mktemp("state")
    resumed: list[dict[str, str]] = []
    with Engine.start(
        template, state_dir=state_dir, resume=lambda e: resumed.append(e.outputs)
    ) as first:
        before = _live(first)
        assert resumed == []  # there was nothing to resume
    with Engine.start(
        template, state_dir=state_dir, resume=lambda e: resumed.append(e.outputs)
    ) as second:
        yield Restarted(second, before, resumed, state_dir)


def _live(engine: Engine) -> Before:
    item = {
        "pk": {"S": "kept"},
        "kind": {"S": "k"},
        "amount": {"N": "5"},
        "raw": {"B": b"\x00\xff"},
    }
    engine.client("dynamodb").put_item(TableName=engine.outputs["Seen"], Item=item)
    versions = _store(engine)
    _send_jobs(engine)
    mail = {"Simple": {"Subject": {"Data": "Заявка"}, "Body": {"Text": {"Data": "текст"}}}}
    engine.client("sesv2").send_email(
        FromEmailAddress="no-reply@cofund.example",
        Destination={"ToAddresses": ["olga@partner.example"]},
        Content=mail,
    )
    return Before(
        versions=versions,
        mac=engine.client("kms").generate_mac(**MAC)["Mac"],
        mails=engine.mail(),
        outputs=engine.outputs,
        olga=_register(engine),
    )


def _store(engine: Engine) -> list[str]:
    s3 = engine.client("s3")
    where = {"Bucket": engine.outputs["Evidence"], "Key": "договор.pdf"}
    lock = {"ObjectLockMode": "COMPLIANCE", "ObjectLockRetainUntilDate": "2099-01-01T00:00:00Z"}
    metadata = {"ContentType": "application/pdf", "Metadata": {"claim": "c1"}}
    versions = [
        s3.put_object(**where, Body=b"1", **lock, **metadata)["VersionId"],
        s3.put_object(**where, Body=b"2", **metadata)["VersionId"],
    ]
    tags = {"TagSet": [{"Key": "scan", "Value": "clean"}]}
    s3.put_object_tagging(**where, VersionId=versions[0], Tagging=tags)
    s3.delete_object(**where)
    return versions


def _send_jobs(engine: Engine) -> None:
    engine.client("sqs").send_message(
        QueueUrl=engine.outputs["DeadJobs"],
        MessageBody="left",
        MessageGroupId="p",
        MessageDeduplicationId="1",
        MessageAttributes={"n": {"DataType": "Binary", "BinaryValue": b"\x01"}},
    )


def _register(engine: Engine) -> str:
    cognito = engine.client("cognito-idp")
    who = {"UserPoolId": engine.outputs["People"], "Username": "olga"}
    cognito.admin_create_user(
        **who, MessageAction="SUPPRESS", UserAttributes=[{"Name": "email", "Value": "o@a.example"}]
    )
    cognito.admin_set_user_password(**who, Password=RIGHT, Permanent=True)
    cognito.admin_add_user_to_group(**who, GroupName="reviewers")
    return _attributes(cognito.admin_get_user(**who))["sub"]


def _attributes(user: Any) -> dict[str, str]:
    return {attribute["Name"]: attribute["Value"] for attribute in user["UserAttributes"]}


def test_items_are_kept(restarted: Restarted) -> None:
    engine = restarted.engine
    found = engine.client("dynamodb").get_item(
        TableName=engine.outputs["Seen"], Key={"pk": {"S": "kept"}}
    )
    assert found["Item"]["amount"] == {"N": "5"}
    assert found["Item"]["raw"] == {"B": b"\x00\xff"}


def test_every_version_of_a_file_is_kept_with_its_tags_and_lock(restarted: Restarted) -> None:
    s3 = restarted.engine.client("s3")
    where = {"Bucket": restarted.engine.outputs["Evidence"], "Key": "договор.pdf"}
    first, second = restarted.before.versions
    kept = s3.get_object(**where, VersionId=first)
    assert kept["Body"].read() == b"1"
    assert kept["Metadata"] == {"claim": "c1"}
    assert kept["ContentType"] == "application/pdf"
    tags = s3.get_object_tagging(**where, VersionId=first)["TagSet"]
    assert tags == [{"Key": "scan", "Value": "clean"}]
    assert s3.get_object(**where, VersionId=second)["Body"].read() == b"2"
    with pytest.raises(s3.exceptions.ClientError, match="AccessDenied"):
        s3.delete_object(**where, VersionId=first)
    with pytest.raises(s3.exceptions.NoSuchKey):
        s3.get_object(**where)  # the delete marker is kept, too


def test_messages_are_kept_and_still_count_as_sent(restarted: Restarted) -> None:
    engine = restarted.engine
    _send_jobs(engine)  # the same deduplication id
    received = engine.client("sqs").receive_message(
        QueueUrl=engine.outputs["DeadJobs"],
        MaxNumberOfMessages=10,
        MessageAttributeNames=["All"],
        AttributeNames=["All"],
    )["Messages"]
    assert [message["Body"] for message in received] == ["left"]
    assert received[0]["MessageAttributes"]["n"]["BinaryValue"] == b"\x01"
    assert received[0]["Attributes"]["MessageGroupId"] == "p"


def test_what_a_key_sealed_before_it_still_confirms(restarted: Restarted) -> None:
    kms = restarted.engine.client("kms")
    assert kms.verify_mac(**MAC, Mac=restarted.before.mac)["MacValid"]


def test_people_sign_in_as_before(restarted: Restarted) -> None:
    cognito = restarted.engine.client("cognito-idp")
    pool = restarted.engine.outputs["People"]
    cognito.admin_initiate_auth(
        UserPoolId=pool,
        ClientId=restarted.engine.outputs["SignIn"],
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "olga", "PASSWORD": RIGHT},
    )
    user = cognito.admin_get_user(UserPoolId=pool, Username="olga")
    assert _attributes(user) == {"email": "o@a.example", "sub": restarted.before.olga}
    groups = cognito.admin_list_groups_for_user(UserPoolId=pool, Username="olga")["Groups"]
    assert [group["GroupName"] for group in groups] == ["reviewers"]


def test_mail_is_kept(restarted: Restarted) -> None:
    assert restarted.engine.mail() == restarted.before.mails


def test_resources_have_the_same_ids(restarted: Restarted) -> None:
    for name in ("LinkKey", "People", "SignIn"):
        assert restarted.engine.outputs[name] == restarted.before.outputs[name]


def test_the_product_is_told_to_drive_open_work_on(restarted: Restarted) -> None:
    assert restarted.resumed == [restarted.engine.outputs]


def test_what_a_crash_would_leave_is_the_state_kept_last(restarted: Restarted) -> None:
    engine = restarted.engine
    item = {"pk": {"S": "just now"}, "kind": {"S": "k"}}
    engine.client("dynamodb").put_item(TableName=engine.outputs["Seen"], Item=item)
    assert engine._keeper is not None
    engine._keeper.keep()  # what it does every two seconds
    kept = (restarted.directory / "state.json").read_text(encoding="utf-8")
    assert "just now" in kept
    assert not list(restarted.directory.rglob("*.new"))


def test_an_upload_while_files_are_kept_disturbs_nothing(
    restarted: Restarted, tmp_path: Path
) -> None:
    engine = restarted.engine
    assert engine._keeper is not None
    evidence = {"Bucket": engine.outputs["Evidence"]}
    engine.client("s3").put_object(**evidence, Key="already here", Body=b"not kept yet")

    class UploadedMeanwhile(StateDirectory):
        def put_contents(self, contents: bytes) -> str:
            name = super().put_contents(contents)
            for key in ("already here", f"also {name}"):
                engine.client("s3").put_object(**evidence, Key=key, Body=b"meanwhile")
            return name

    directory = UploadedMeanwhile(tmp_path)
    kept = files.dump(engine._keeper._world, directory)[engine.outputs["Evidence"]]
    directory.close()
    assert len(kept["already here"]) == 1
    assert not [key for key in kept if key.startswith("also")]


def test_a_directory_in_use_is_refused(tmp_path: Path) -> None:
    held = StateDirectory(tmp_path)
    with pytest.raises(StateInUse, match="Another engine keeps its state"):
        StateDirectory(tmp_path)
    held.close()
    StateDirectory(tmp_path).close()


def test_a_crash_while_keeping_leaves_the_last_whole_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = StateDirectory(tmp_path)
    directory.save({"mails": ["first"]})

    def crash(_self: Path, _target: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(OSError, match="no space left"):
        directory.save({"mails": ["second"]})
    assert directory.load() == {"format": 1, "mails": ["first"]}
    directory.close()
