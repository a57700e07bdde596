"""A small stack that uses everything the engine offers: written to a directory, as files.

Its functions are a few lines each; `seen` is a table in which they note what they were given.
"""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

TEMPLATE = """
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters:
  PublicUrl: {Type: String, Default: "https://cofund.example"}
  Stage: {Type: String, Default: dev}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Mappings:
  Limits: {dev: {Tries: 2}, prod: {Tries: 5}}
Globals:
  Function:
    Runtime: python3.13
    CodeUri: functions/
    Timeout: 20
    MemorySize: 256
    Layers: [!Ref Layer]
    Environment:
      Variables:
        SEEN_TABLE: !Ref Seen
        PUBLIC_URL: !Ref PublicUrl
        JOBS_URL: !Ref Jobs
Resources:
  Layer:
    Type: AWS::Serverless::LayerVersion
    Metadata: {BuildMethod: makefile}
    Properties: {ContentUri: shared/, CompatibleRuntimes: [python3.13]}
  Seen:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - {AttributeName: pk, AttributeType: S}
        - {AttributeName: kind, AttributeType: S}
      KeySchema: [{AttributeName: pk, KeyType: HASH}]
      GlobalSecondaryIndexes:
        - IndexName: by-kind
          KeySchema: [{AttributeName: kind, KeyType: HASH}]
          Projection: {ProjectionType: ALL}
      TimeToLiveSpecification: {AttributeName: expires_at, Enabled: true}
  Uploads:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: {Status: Enabled}
      NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: true}}
      CorsConfiguration:
        CorsRules:
          - {AllowedMethods: [POST], AllowedOrigins: [!Ref PublicUrl], AllowedHeaders: ["*"]}
  Evidence:
    Type: AWS::S3::Bucket
    Properties:
      ObjectLockEnabled: true
      VersioningConfiguration: {Status: Enabled}
  DeadJobs:
    Type: AWS::SQS::Queue
    Properties: {FifoQueue: true}
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      FifoQueue: true
      VisibilityTimeout: 1
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt DeadJobs.Arn
        maxReceiveCount: !FindInMap [Limits, !Ref Stage, Tries]
  LinkKey:
    Type: AWS::KMS::Key
    Properties: {KeySpec: HMAC_256, KeyUsage: GENERATE_VERIFY_MAC, KeyPolicy: {Statement: []}}
  LinkKeyName:
    Type: AWS::KMS::Alias
    Properties: {AliasName: alias/links, TargetKeyId: !Ref LinkKey}
  Sender:
    Type: AWS::SES::EmailIdentity
    Properties: {EmailIdentity: cofund.example}
  Mails:
    Type: AWS::SES::ConfigurationSet
    Properties: {Name: cofund}
  People:
    Type: AWS::Cognito::UserPool
    Properties: {UserPoolName: people}
  SignIn:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref People
      ExplicitAuthFlows: [ALLOW_ADMIN_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH]
  Reviewers:
    Type: AWS::Cognito::UserPoolGroup
    Properties: {UserPoolId: !Ref People, GroupName: reviewers}
  OnlyInProd:
    Type: AWS::SQS::Queue
    Condition: IsProd
  Pages:
    Type: AWS::Serverless::Function
    Properties:
      Handler: pages.handler
      Events:
        Show: {Type: HttpApi, Properties: {Path: "/claims/{claim}", Method: GET}}
        Send: {Type: HttpApi, Properties: {Path: "/claims/{claim}", Method: POST}}
        Fixed: {Type: HttpApi, Properties: {Path: /claims/new, Method: ANY}}
        Files: {Type: HttpApi, Properties: {Path: "/static/{path+}", Method: GET}}
  Work:
    Type: AWS::Serverless::Function
    Properties:
      Handler: work.handler
      Events:
        Jobs:
          Type: SQS
          Properties:
            Queue: !GetAtt Jobs.Arn
            BatchSize: 10
            FunctionResponseTypes: [ReportBatchItemFailures]
  Ask:
    Type: AWS::Serverless::Function
    Properties: {Handler: note.handler}
  Tick:
    Type: AWS::Serverless::Function
    Properties:
      Handler: note.handler
      Events:
        Daily: {Type: ScheduleV2, Properties: {ScheduleExpression: "cron(0 3 * * ? *)"}}
  Received:
    Type: AWS::Serverless::Function
    Properties:
      Handler: note.handler
      Events:
        Upload:
          Type: EventBridgeRule
          Properties:
            Pattern:
              source: [aws.s3]
              detail-type: [Object Created]
              detail: {bucket: {name: [!Ref Uploads]}}
  Slow:
    Type: AWS::Serverless::Function
    Properties: {Handler: wrong.slow, Timeout: 1}
  Dying:
    Type: AWS::Serverless::Function
    Properties: {Handler: wrong.dying}
  Failing:
    Type: AWS::Serverless::Function
    Properties: {Handler: wrong.failing}
  Unstartable:
    Type: AWS::Serverless::Function
    Properties: {Handler: unstartable.handler}
  Review:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: statemachine/review.asl.json
      DefinitionSubstitutions: {AskArn: !GetAtt Ask.Arn, FailingArn: !GetAtt Failing.Arn}
      Policies: [{LambdaInvokePolicy: {FunctionName: !Ref Ask}}]
  Watching:
    Type: AWS::Serverless::Application
    Properties:
      Location: infra/watching.yaml
      Parameters: {QueueName: !GetAtt DeadJobs.QueueName}
Outputs:
  Seen: {Value: !Ref Seen}
  Uploads: {Value: !Ref Uploads}
  Evidence: {Value: !Ref Evidence}
  Jobs: {Value: !Ref Jobs}
  DeadJobs: {Value: !Ref DeadJobs}
  LinkKey: {Value: !Ref LinkKey}
  People: {Value: !Ref People}
  SignIn: {Value: !Ref SignIn}
  Watched: {Value: !GetAtt Watching.Outputs.Watched}
  OnlyInProd: {Condition: IsProd, Value: !Ref OnlyInProd}
  Described: {Value: !Sub ["${Name} in ${AWS::Region}", {Name: !GetAtt Jobs.QueueName}]}
"""

NESTED = """
AWSTemplateFormatVersion: "2010-09-09"
Parameters: {QueueName: {Type: String}}
Resources:
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties: {MetricName: ApproximateNumberOfMessagesVisible}
  Notes:
    Type: AWS::SQS::Queue
Outputs:
  Watched: {Value: !Sub "${QueueName} by ${Notes.QueueName}"}
"""

_CALL = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke"}
REVIEW = {
    "StartAt": "Ask",
    "States": {
        "Ask": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "Parameters": {
                "FunctionName": "${AskArn}",
                "Payload": {"pk.$": "$.claim", "token.$": "$$.Task.Token"},
            },
            "TimeoutSeconds": 3600,
            "ResultPath": "$.decision",
            "Catch": [{"ErrorEquals": ["States.Timeout"], "ResultPath": None, "Next": "Late"}],
            "Next": "Fail on purpose",
        },
        "Fail on purpose": {
            **_CALL,
            "Parameters": {"FunctionName": "${FailingArn}", "Payload": {}},
            "Retry": [{"ErrorEquals": ["TryAgain"], "IntervalSeconds": 1, "MaxAttempts": 1}],
            "Catch": [{"ErrorEquals": ["TryAgain"], "ResultPath": "$.error", "Next": "Done"}],
            "End": True,
        },
        "Late": {"Type": "Pass", "Result": "late", "ResultPath": "$.decision", "Next": "Done"},
        "Done": {"Type": "Succeed"},
    },
}

FUNCTIONS = {
    "pages": """
        import base64, os

        def handler(event, context):
            return {
                "statusCode": 200,
                "headers": {"Content-Type": "application/json", "X-Route": event["routeKey"]},
                "cookies": ["a=1; Path=/", "b=2; Path=/"],
                "body": __import__("json").dumps(event),
            }
        """,
    "note": """
        import boto3, json, os

        def handler(event, context):
            name = event.get("pk") or event.get("id") or "called"
            item = {"pk": {"S": name}, "kind": {"S": context.function_name}}
            item["event"] = {"S": json.dumps(event)}
            boto3.client("dynamodb").put_item(TableName=os.environ["SEEN_TABLE"], Item=item)
            return {"noted": name}
        """,
    "work": """
        import boto3, os

        def handler(event, context):
            table = boto3.client("dynamodb")
            failures, stopped = [], set()
            for record in event["Records"]:
                group = record["attributes"]["MessageGroupId"]
                if record["body"] == "poison" or group in stopped:
                    stopped.add(group)
                    failures.append({"itemIdentifier": record["messageId"]})
                    continue
                key, by = {"pk": {"S": "work"}}, {":b": {"S": record["body"] + " "}}
                old = table.get_item(TableName=os.environ["SEEN_TABLE"], Key=key).get("Item", {})
                done = old.get("done", {"S": ""})["S"] + record["body"] + " "
                table.put_item(TableName=os.environ["SEEN_TABLE"],
                               Item=key | {"kind": {"S": "work"}, "done": {"S": done}})
            return {"batchItemFailures": failures}
        """,
    "wrong": """
        import os, time

        class TryAgain(Exception):
            pass

        def slow(event, context):
            time.sleep(60)

        def dying(event, context):
            os._exit(3)

        def failing(event, context):
            raise TryAgain("later")
        """,
    "unstartable": """
        raise RuntimeError("no configuration")
        """,
}


def write_small_stack(directory: Path) -> Path:
    """Write the stack's files; give the template's path."""
    for name in ("functions", "statemachine", "infra", "shared"):
        (directory / name).mkdir(parents=True)
    for name, code in FUNCTIONS.items():
        (directory / "functions" / f"{name}.py").write_text(dedent(code))
    (directory / "statemachine" / "review.asl.json").write_text(json.dumps(REVIEW))
    (directory / "infra" / "watching.yaml").write_text(NESTED)
    template = directory / "template.yaml"
    template.write_text(TEMPLATE)
    return template
