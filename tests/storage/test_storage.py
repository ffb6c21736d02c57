"""Files lie sealed, whole and durable, in a folder and behind the S3 protocol alike."""

import logging
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from config import ROOT
from journal.models.base import now
from journal.storage import BLOCK, SALT, DamagedFile, Storage

KEY = "0f" * 32
WORDS = b"canary: what we wrote on the flipchart. "
SIZES = [0, 1, 1000, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 12_345]


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket of a server that speaks S3."""
    import boto3
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    given = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "a-name",
        "AWS_SECRET_ACCESS_KEY": "a-key",
        "AWS_REGION": "eu-west-2",
        "AWS_DEFAULT_REGION": "eu-west-2",
        "AWS_ALLOW_HTTP": "true",
    }
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    client = boto3.client("s3")
    where = {"LocationConstraint": "eu-west-2"}
    client.create_bucket(Bucket="journal-files", CreateBucketConfiguration=where)
    yield "journal-files"
    client.close()
    server.stop()
    for name, text in before.items():
        os.environ.pop(name)
        if text is not None:
            os.environ[name] = text


@pytest.fixture(params=["folder", "s3"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh place of each kind."""
    if request.param == "folder":
        return (tmp_path / "files").as_uri()
    return f"s3://{request.getfixturevalue('bucket')}/{secrets.token_hex(8)}"


@pytest.fixture
def storage(url: str) -> Storage:
    """Files at that place."""
    return Storage(url, KEY)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_put_is_read_again_whole_and_in_parts(storage: Storage, size: int) -> None:
    data = (WORDS * (size // len(WORDS) + 1))[:size]
    address = storage.address_of(uuid4(), data)
    storage.put(address, data)
    assert b"".join(storage.read(address, size)) == data
    for start, stop in ((0, size // 2), (size // 2, size), (size // 3, size // 3 * 2)):
        assert b"".join(storage.read(address, size, start, stop)) == data[start:stop]


def test_no_word_and_no_checksum_of_a_file_lies_readable(tmp_path: Path) -> None:
    storage = Storage((tmp_path / "files").as_uri(), KEY)
    address = storage.address_of(uuid4(), WORDS * 100)
    storage.put(address, WORDS * 100)
    kept = (tmp_path / "files" / address).read_bytes()
    assert b"canary" not in kept
    assert b"flipchart" not in kept
    assert oct((tmp_path / "files").stat().st_mode & 0o077) == "0o0"


def test_the_same_file_of_two_people_looks_like_two_files(storage: Storage) -> None:
    one, other = uuid4(), uuid4()
    assert storage.address_of(one, WORDS) == storage.address_of(one, WORDS)
    assert storage.address_of(one, WORDS) != storage.address_of(other, WORDS)
    assert storage.shelf_of(one) != storage.shelf_of(other)


def test_an_address_cannot_be_guessed_without_the_key(url: str) -> None:
    owner = uuid4()
    assert Storage(url, KEY).address_of(owner, WORDS) != Storage(url, "f0" * 32).address_of(
        owner, WORDS
    )


def test_two_copies_of_one_file_are_sealed_differently(tmp_path: Path) -> None:
    storage, owner = Storage((tmp_path / "files").as_uri(), KEY), uuid4()
    path = tmp_path / "files" / storage.address_of(owner, WORDS)
    storage.put(storage.address_of(owner, WORDS), WORDS)
    first = path.read_bytes()
    storage.put(storage.address_of(owner, WORDS), WORDS)
    assert path.read_bytes() != first


@pytest.mark.parametrize("change", ["a bit", "cut off", "blocks swapped", "another file"])
def test_what_was_changed_in_the_place_is_noticed(tmp_path: Path, change: str) -> None:
    storage, owner = Storage((tmp_path / "files").as_uri(), KEY), uuid4()
    data = secrets.token_bytes(3 * BLOCK)
    address = storage.address_of(owner, data)
    storage.put(address, data)
    path = tmp_path / "files" / address
    kept, sealed = bytearray(path.read_bytes()), BLOCK + 16
    first, second = slice(SALT, SALT + sealed), slice(SALT + sealed, SALT + 2 * sealed)
    if change == "a bit":
        kept[SALT + 5] ^= 1
    elif change == "cut off":
        kept = kept[: -sealed - 16] + kept[-16:]
    elif change == "blocks swapped":
        kept[first], kept[second] = kept[second], kept[first]
    else:
        storage.put(storage.address_of(owner, WORDS), data)
        kept = bytearray((tmp_path / "files" / storage.address_of(owner, WORDS)).read_bytes())
    path.write_bytes(kept)
    with pytest.raises(DamagedFile):
        b"".join(storage.read(address, len(data) - (BLOCK if change == "cut off" else 0)))


def test_with_another_key_nothing_opens(url: str) -> None:
    owner, mine = uuid4(), Storage(url, KEY)
    address = mine.address_of(owner, WORDS)
    mine.put(address, WORDS)
    with pytest.raises(DamagedFile):
        b"".join(Storage(url, "f0" * 32).read(address, len(WORDS)))


def test_what_was_deleted_is_gone_and_deleting_it_again_is_no_mistake(storage: Storage) -> None:
    owner = uuid4()
    address = storage.address_of(owner, WORDS)
    storage.put(address, WORDS)
    assert [each.address for each in storage.all_of(owner)] == [address]
    storage.delete(address)
    storage.delete(address)
    assert not storage.has(address)
    assert list(storage.all_of(owner)) == []
    with pytest.raises(FileNotFoundError):
        storage.read(address, len(WORDS))


def test_only_one_persons_files_are_listed_for_them(storage: Storage) -> None:
    one, other = uuid4(), uuid4()
    for owner in (one, other):
        storage.put(storage.address_of(owner, WORDS), WORDS)
    assert [each.address for each in storage.all_of(one)] == [storage.address_of(one, WORDS)]


HALF_WAY = """
import sys
from datetime import timedelta
from pathlib import Path
from uuid import UUID
from journal.storage import Storage
kept, owner = Storage(sys.argv[1], sys.argv[2]), UUID(sys.argv[3])
data = bytes(300_000_000)
address = kept.address_of(owner, data)
print(address, flush=True)
kept.put(address, data)
"""


def test_what_was_killed_while_it_was_put_is_erased_by_and_by(tmp_path: Path) -> None:
    owner, url = uuid4(), (tmp_path / "files").as_uri()
    kept, whole = Storage(url, KEY), b"whole"
    kept.put(kept.address_of(owner, whole), whole)
    command = [sys.executable, "-c", HALF_WAY, url, KEY, str(owner)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as putting:  # noqa: S603
        assert putting.stdout
        address = putting.stdout.readline().strip()
        while not (half := list(tmp_path.rglob("*#*"))) and putting.poll() is None:
            pass
        putting.kill()
    assert len(half) == 1
    assert not kept.has(address)
    assert kept.clear_half_put(uuid4(), now() + timedelta(days=1)) == 0
    assert kept.clear_half_put(owner, now() - timedelta(hours=1)) == 0
    assert half[0].exists()
    assert kept.clear_half_put(owner, now() + timedelta(seconds=5)) == 1
    assert not half[0].exists()
    assert [each.address for each in kept.all_of(owner)] == [kept.address_of(owner, whole)]
