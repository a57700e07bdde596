"""Passwords in a Cognito user pool.

Only yes or no leaves this module: the pool's tokens are dropped, sessions are Cofund's own. After
too many wrong passwords the pool locks a login for a while and answers as to a wrong password.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cofund.aws.trouble import named_trouble
from cofund.errors import NotAccepted, TooMany

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

FLOW: Final = "ADMIN_USER_PASSWORD_AUTH"

_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_PASSWORD = re.compile(r"\S(.{0,254}\S)?")
"""What a pool can have; anything else is wrong without asking."""


class CognitoSignIn:
    """Checks passwords of one pool through one client of it."""

    def __init__(
        self, client: CognitoIdentityProviderClient, *, pool_id: str, client_id: str
    ) -> None:
        self._client = client
        self._pool_id = pool_id
        self._client_id = client_id

    def check(self, login: str, password: str) -> bool:
        """Say whether this is the login's password; unfinished logins are wrong too."""
        if not _LOGIN.fullmatch(login) or not _PASSWORD.fullmatch(password):
            return False
        wrong = (
            self._client.exceptions.NotAuthorizedException,
            self._client.exceptions.PasswordResetRequiredException,
            self._client.exceptions.UserNotConfirmedException,
            self._client.exceptions.UserNotFoundException,
        )
        too_many = (
            self._client.exceptions.LimitExceededException,
            self._client.exceptions.TooManyRequestsException,
        )
        with named_trouble("the user pool"):
            try:
                answer = self._client.admin_initiate_auth(
                    UserPoolId=self._pool_id,
                    ClientId=self._client_id,
                    AuthFlow=FLOW,
                    AuthParameters={"USERNAME": login, "PASSWORD": password},
                )
            except wrong:
                return False
            except too_many as error:
                raise TooMany("too many tries to sign in") from error
        return "AuthenticationResult" in answer

    def create(self, login: str, password: str) -> None:
        """Create a login, or set its password anew; the pool writes to nobody."""
        with named_trouble("the user pool"):
            self._ensure_login(login)
            try:
                self._client.admin_set_user_password(
                    UserPoolId=self._pool_id, Username=login, Password=password, Permanent=True
                )
            except self._client.exceptions.InvalidPasswordException as error:
                raise NotAccepted("the password is too weak for the user pool") from error

    def _ensure_login(self, login: str) -> None:
        try:
            self._client.admin_create_user(
                UserPoolId=self._pool_id, Username=login, MessageAction="SUPPRESS"
            )
        except self._client.exceptions.UsernameExistsException:
            return
