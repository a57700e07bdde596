"""What is seen of files, events, keys, mail and sign-in."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from typing import Any

from tests.local.observations.looking import ACCOUNT, REGION, client, error_of, fault, right_anyway
from tests.local.observations.queues import receive

RIGHT = "Right-1-word"


def _bucket(**more: Any) -> Any:
    s3 = client("s3")
    s3.create_bucket(
        Bucket="files", CreateBucketConfiguration={"LocationConstraint": REGION}, **more
    )
    return s3


@fault
def events_of_two_objects() -> Any:
    """Ids, times and fields of S3's events, as a queue behind EventBridge gets them."""
    s3 = _bucket()
    s3.put_bucket_notification_configuration(
        Bucket="files", NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    url = client("sqs").create_queue(QueueName="events")["QueueUrl"]
    events = client("events")
    pattern = {"source": ["aws.s3"], "detail-type": ["Object Created"]}
    events.put_rule(Name="r", EventPattern=json.dumps(pattern))
    events.put_targets(
        Rule="r", Targets=[{"Id": "q", "Arn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:events"}]
    )
    for key in ("a", "b"):
        s3.put_object(Bucket="files", Key=key, Body=b"x")
    seen = [json.loads(message["Body"]) for message in receive(url)]
    objects = [event["detail"]["object"] for event in seen]
    return {
        "ids": len({event["id"] for event in seen}),
        "sequencers": len({described["sequencer"] for described in objects}),
        "etag": sorted({name for described in objects for name in described if "ag" in name}),
    }


@fault
def an_event_for_a_function_and_a_state_machine() -> Any:
    """Whom EventBridge reaches."""
    from infra.local.repairs import event_targets

    reached: list[str] = []
    event_targets.connect(lambda target, event: reached.append(f"{target['Arn']} {event['id']}"))
    events = client("events")
    events.put_rule(Name="r", EventPattern=json.dumps({"source": ["cofund"]}))
    arns = [
        f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:f",
        f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:m",
    ]
    events.put_targets(Rule="r", Targets=[{"Id": arn[-1], "Arn": arn} for arn in arns])
    put = {"Source": "cofund", "DetailType": "t", "Detail": "{}"}
    answer = events.put_events(Entries=[put, {**put, "Source": "another"}])
    event_id = answer["Entries"][0]["EventId"]
    return [f"{arn} {event_id}" in reached for arn in arns] + [len(reached)]


@fault
def a_mail_with_text_and_html() -> Any:
    """What is kept of it."""
    from infra.local.mailbox import Mailbox
    from infra.local.repairs import whole_mails

    mailbox = Mailbox()
    whole_mails.connect(mailbox.keep)
    ses = client("sesv2")
    ses.create_email_identity(EmailIdentity="cofund.example")
    body = {"Text": {"Data": "plain"}, "Html": {"Data": "<p>rich</p>"}}
    ses.send_email(
        FromEmailAddress="no-reply@cofund.example",
        Destination={"ToAddresses": ["olga@partner.example"]},
        ReplyToAddresses=["help@cofund.example"],
        Content={"Simple": {"Subject": {"Data": "s"}, "Body": body}},
    )
    return [[m.text, m.html, *m.reply_to] for m in mailbox.mails()]


@fault
def key_pairs_made_for_a_mac_key() -> Any:
    """How many RSA key pairs are made for a key that has no use for one."""
    from moto.kms import utils

    made: list[int] = []
    real, utils.RSAPrivateKey = utils.RSAPrivateKey, lambda key_size: made.append(key_size)
    try:
        client("kms").create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")
    finally:
        utils.RSAPrivateKey = real
    return len(made)


@fault
def keys_worked_out_for_a_second_pool() -> Any:
    """How often the key that all pools of people share is worked out for one more of them."""
    from joserfc import jwk

    made: list[object] = []
    client("cognito-idp").create_user_pool(PoolName="first")
    real = jwk.RSAKey.import_key
    jwk.RSAKey.import_key = lambda written: made.append(written) or real(written)
    try:
        client("cognito-idp").create_user_pool(PoolName="second")
    finally:
        jwk.RSAKey.import_key = real
    return len(made)


@fault
def looks_at_the_disk_to_know_the_services() -> Any:
    """How many, each time moto asks itself; and whether it knows S3 then."""
    import os

    from moto import backends

    looked: list[object] = []
    real, os.listdir = os.listdir, lambda path=".": looked.append(path) or real(path)
    try:
        known = "s3" in backends.list_of_moto_modules()
    finally:
        os.listdir = real
    return [len(looked), known]


@fault
def modules_read_for_state_machines() -> Any:
    """Whether the imitation of EC2 is among them."""
    look = (
        "import sys\n"
        "if sys.argv[1] == 'repaired':\n"
        "    from infra.local.repairs import lean_import\n"
        "    lean_import.apply()\n"
        "import moto.stepfunctions.parser.models\n"
        "print('moto.ec2' in sys.modules)"
    )
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", look, sys.argv[1]], capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


@fault
def two_writers_of_a_new_object() -> Any:
    """`IfNoneMatch='*'`, both at once: what the second is told while the first still writes."""
    from moto.s3.models import S3Backend

    s3 = _bucket()
    write = {"Bucket": "files", "Key": "k", "IfNoneMatch": "*"}
    answers: list[str] = []
    second = threading.Thread(
        target=lambda: answers.append(error_of(lambda: s3.put_object(Body=b"2", **write)))
    )
    real = S3Backend.put_object

    def put_object(self: Any, *args: Any, **kwargs: Any) -> Any:
        if not second.ident:  # between the first writer's look and its write
            second.start()
            second.join(0.5)
        return real(self, *args, **kwargs)

    S3Backend.put_object = put_object
    try:
        first = error_of(lambda: s3.put_object(Body=b"1", **write))
    finally:
        S3Backend.put_object = real
    second.join()
    return [first, *answers]


@right_anyway
def an_object_written_if_absent() -> Any:
    """`IfNoneMatch='*'`."""
    s3 = _bucket()
    put = {"Bucket": "files", "Key": "k", "IfNoneMatch": "*"}
    answers = [error_of(lambda: s3.put_object(Body=b"1", **put))]
    answers.append(error_of(lambda: s3.put_object(Body=b"2", **put)))
    return [*answers, s3.get_object(Bucket="files", Key="k")["Body"].read().decode()]


@right_anyway
def versions_and_their_tags() -> Any:
    """Each version keeps its contents and its tags."""
    s3 = _bucket()
    s3.put_bucket_versioning(Bucket="files", VersioningConfiguration={"Status": "Enabled"})
    seen = []
    versions = [s3.put_object(Bucket="files", Key="k", Body=b)["VersionId"] for b in (b"1", b"2")]
    for version, tag in zip(versions, ("clean", "found"), strict=True):
        tags = {"TagSet": [{"Key": "scan", "Value": tag}]}
        s3.put_object_tagging(Bucket="files", Key="k", VersionId=version, Tagging=tags)
    for version in versions:
        where = {"Bucket": "files", "Key": "k", "VersionId": version}
        tags = s3.get_object_tagging(**where)["TagSet"]
        seen.append([s3.get_object(**where)["Body"].read().decode(), tags[0]["Value"]])
    return seen


@right_anyway
def a_locked_version() -> Any:
    """Object Lock in compliance mode refuses deletion of the version."""
    s3 = _bucket(ObjectLockEnabledForBucket=True)
    until = "2099-01-01T00:00:00Z"
    version = s3.put_object(
        Bucket="files",
        Key="k",
        Body=b"1",
        ObjectLockMode="COMPLIANCE",
        ObjectLockRetainUntilDate=until,
    )["VersionId"]
    return error_of(lambda: s3.delete_object(Bucket="files", Key="k", VersionId=version))


@right_anyway
def a_mac() -> Any:
    """GenerateMac and VerifyMac with an HMAC key: the same message, another, and a cut MAC."""
    kms = client("kms")
    key = kms.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["KeyId"]
    use = {"KeyId": key, "MacAlgorithm": "HMAC_SHA_256"}
    mac = kms.generate_mac(Message=b"link", **use)["Mac"]
    verify = kms.verify_mac
    return {
        "valid": verify(Message=b"link", Mac=mac, **use)["MacValid"],
        "same": kms.generate_mac(Message=b"link", **use)["Mac"] == mac,
        "bytes": len(mac),
        "other": error_of(lambda: verify(Message=b"other", Mac=mac, **use)),
        "cut": error_of(lambda: verify(Message=b"link", Mac=mac[:-1] + b"\0", **use)),
    }


@right_anyway
def a_password_sign_in() -> Any:
    """ADMIN_USER_PASSWORD_AUTH: the right password, a wrong one, and nobody."""
    idp = client("cognito-idp")
    pool = idp.create_user_pool(PoolName="p")["UserPool"]["Id"]
    flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    app = idp.create_user_pool_client(UserPoolId=pool, ClientName="c", ExplicitAuthFlows=flows)
    app_id = app["UserPoolClient"]["ClientId"]
    idp.admin_create_user(UserPoolId=pool, Username="olga", MessageAction="SUPPRESS")
    idp.admin_set_user_password(UserPoolId=pool, Username="olga", Password=RIGHT, Permanent=True)

    def sign_in(name: str, password: str) -> Any:
        return idp.admin_initiate_auth(
            UserPoolId=pool,
            ClientId=app_id,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": name, "PASSWORD": password},
        )

    return {
        "right": sorted(sign_in("olga", RIGHT)["AuthenticationResult"]),
        "wrong": error_of(lambda: sign_in("olga", "Wrong-1-word")),
        "nobody": error_of(lambda: sign_in("nobody", "Wrong-1-word")),
    }
