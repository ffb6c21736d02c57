"""What scripts send: nobody's nonsense breaks the service, wherever it takes JSON."""

from collections.abc import Callable

import pytest
from webauthn.helpers import bytes_to_base64url

from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]
DEEP = 200_000


@pytest.mark.parametrize(
    "path",
    [
        "/unfinished/6a3f6a3c-50c4-4f2e-9d4b-0a0d6c9f6c11",
        "/unfinished/sealed",
        "/account/passkeys",
        "/unlock/passkey",
    ],
)
@pytest.mark.parametrize("body", ["[" * DEEP + "]" * DEEP, '{"fields":' * DEEP + "0" + "}" * DEEP])
def test_what_is_folded_into_itself_too_deep_is_refused_in_words(
    path: str, body: str, world: World, client_for: ClientFor
) -> None:
    coach = client_for(world.coach)
    headers = {"X-CSRFToken": coach.token, "Content-Type": "application/json"}
    answer = coach.open(path, method="POST", data=body, headers=headers)
    assert answer.status_code == 400
    assert "could not be read" in answer.get_json()["problem"]


@pytest.mark.parametrize("path", ["/account/passkeys", "/unlock/passkey"])
def test_nor_does_it_break_anything_inside_what_a_passkey_answers(
    path: str, world: World, client_for: ClientFor
) -> None:
    coach = client_for(world.coach)
    deep = bytes_to_base64url(b"[" * DEEP + b"]" * DEEP)
    answer = coach.open(
        path,
        method="POST",
        json={"answer": {"response": {"clientDataJSON": deep}}},
        headers={"X-CSRFToken": coach.token, "Accept": "application/json"},
    )
    assert answer.status_code == 422
    assert "did not work" in answer.get_json()["problem"]
