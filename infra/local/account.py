"""The account that the engine plays: its number, its region, its dummy credentials.

Nothing here opens anything: the credentials are accepted by the engine only, and `only_local_aws`
takes the user's own AWS settings out of reach for as long as the engine runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

ACCOUNT_ID = "123456789012"
DEFAULT_REGION = "eu-central-1"
ACCESS_KEY_ID = "local"
SIGNING_WORD = "local"


def aws_variables(*, region: str, endpoint: str | None) -> dict[str, str]:
    """Environment variables that lead every AWS client to the engine and nowhere else."""
    variables = {
        "AWS_ACCESS_KEY_ID": ACCESS_KEY_ID,
        "AWS_SECRET_ACCESS_KEY": SIGNING_WORD,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
    if endpoint is not None:
        variables["AWS_ENDPOINT_URL"] = endpoint
    return variables


LASTING_IDS = {
    # moto then makes ids of user pools and clients from their names: the same at every start.
    "MOTO_COGNITO_IDP_USER_POOL_ID_STRATEGY": "HASH",
    "MOTO_COGNITO_IDP_USER_POOL_CLIENT_ID_STRATEGY": "HASH",
}


@contextmanager
def only_local_aws(extra: Mapping[str, str]) -> Iterator[None]:
    """Replace every `AWS_*` variable of this program by `extra`, and put them back afterwards."""
    own = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
    replaced = {name: os.environ.get(name) for name in extra if not name.startswith("AWS_")}
    for name in own:
        del os.environ[name]
    os.environ.update(extra)
    try:
        yield
    finally:
        for name in extra:
            os.environ.pop(name, None)
        os.environ.update(own)
        os.environ.update({n: value for n, value in replaced.items() if value is not None})
