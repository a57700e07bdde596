"""The contract of passwords, held by the adapter to Cognito and by the memory fake alike."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from cofund.aws.sign_in import CognitoSignIn
from cofund.errors import NotAccepted, TooMany, TryAgain
from cofund.ports import SignIn
from tests.adapters.moto_world import failing, moto_world
from tests.fakes.sign_in import MemorySignIn

FIRST = "Birch-lantern-71!"
SECOND = "Copper-meadow-08?"


@pytest.fixture
def client() -> Generator[Any]:
    with moto_world():
        yield boto3.client("cognito-idp")


def a_cognito(client: Any) -> CognitoSignIn:
    policy = {"MinimumLength": 12, "RequireNumbers": True, "RequireSymbols": True}
    pool = client.create_user_pool(PoolName="people", Policies={"PasswordPolicy": policy})
    pool_id = pool["UserPool"]["Id"]
    made = client.create_user_pool_client(
        UserPoolId=pool_id, ClientName="pages", ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    )
    return CognitoSignIn(client, pool_id=pool_id, client_id=made["UserPoolClient"]["ClientId"])


@pytest.fixture(params=["memory", "cognito"])
def sign_in(request: pytest.FixtureRequest) -> SignIn:
    if request.param == "memory":
        return MemorySignIn()
    return a_cognito(request.getfixturevalue("client"))


def test_the_right_password_signs_in(sign_in: SignIn) -> None:
    sign_in.create("r.lebedeva", FIRST)
    assert sign_in.check("r.lebedeva", FIRST)


def test_a_wrong_password_and_an_unknown_login_are_wrong_alike(sign_in: SignIn) -> None:
    sign_in.create("r.lebedeva", FIRST)
    assert not sign_in.check("r.lebedeva", SECOND)
    assert not sign_in.check("nobody", FIRST)


def test_creating_a_login_again_sets_its_password_anew(sign_in: SignIn) -> None:
    sign_in.create("r.lebedeva", FIRST)
    sign_in.create("r.lebedeva", SECOND)
    assert sign_in.check("r.lebedeva", SECOND)
    assert not sign_in.check("r.lebedeva", FIRST)


@pytest.mark.parametrize("login", ["", " ", "two words", "x" * 200, "r.lebedeva\n", "<script>"])
def test_what_cannot_be_a_login_is_wrong(sign_in: SignIn, login: str) -> None:
    assert not sign_in.check(login, FIRST)


@pytest.mark.parametrize("password", ["", " ", "\n", "x" * 10_000])
def test_what_cannot_be_a_password_is_wrong(sign_in: SignIn, password: str) -> None:
    sign_in.create("r.lebedeva", FIRST)
    assert not sign_in.check("r.lebedeva", password)


def test_a_weak_password_is_not_accepted(sign_in: SignIn) -> None:
    with pytest.raises(NotAccepted):
        sign_in.create("r.lebedeva", "short")


@pytest.mark.parametrize("code", ["TooManyRequestsException", "LimitExceededException"])
def test_a_pool_that_has_had_enough_says_too_many(client: Any, code: str) -> None:
    sign_in = a_cognito(client)
    with failing(client, "admin_initiate_auth", code), pytest.raises(TooMany):
        sign_in.check("r.lebedeva", FIRST)


def test_a_login_that_must_first_change_its_password_is_not_signed_in(client: Any) -> None:
    sign_in = a_cognito(client)
    challenge = {"ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": "s" * 20}
    with Stubber(client) as stub:
        stub.add_response("admin_initiate_auth", challenge)
        assert not sign_in.check("r.lebedeva", FIRST)


def test_a_pool_in_trouble_means_try_again(client: Any) -> None:
    sign_in = a_cognito(client)
    with (
        failing(client, "admin_initiate_auth", "InternalErrorException", status=500),
        pytest.raises(TryAgain),
    ):
        sign_in.check("r.lebedeva", FIRST)


def test_the_fake_locks_a_login_after_many_wrong_passwords() -> None:
    sign_in = MemorySignIn(most_wrong=2)
    sign_in.create("r.lebedeva", FIRST)
    assert not sign_in.check("r.lebedeva", SECOND)
    assert not sign_in.check("r.lebedeva", SECOND)
    with pytest.raises(TooMany):
        sign_in.check("r.lebedeva", FIRST)
