"""Settings come from the environment; a default only where it is safe for everybody."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
DEMO_FOLDER = ROOT / "instance" / "demo"
DEMO_PORT = 5000
SHORTEST_SECRET = 32
HOW_TO_MAKE_ONE = 'python3 -c "import secrets; print(secrets.token_hex(32))"'
TYPICAL_BAD_SECRETS = ("change", "secret", "example", "default", "guess", "password")


class SettingsError(Exception):
    """A setting is missing or unsafe; the message says which, and what to do."""


@dataclass(frozen=True)
class Settings:
    """Everything about one installation that is not in the code.

    `database_key` encrypts an embedded database at rest: 64 hexadecimal digits,
    a raw 256-bit key. PostgreSQL has no use for it. `proxies` is how many web servers of
    one's own stand in front, whose word on the remote address is believed.
    """

    secret_key: str
    database_url: str
    database_key: str = ""
    base_url: str = "http://127.0.0.1:5000"
    proxies: int = 0
    mail_url: str = ""
    mail_from: str = "alongside@localhost"
    demo: bool = False
    storage_url: str = ""
    storage_key: str = ""
    file_megabytes: int = 25
    files_on_an_entry: int = 20
    megabytes_of_a_person: int = 2048

    @property
    def storage_place(self) -> str:
        """Where files are kept: what was set, or a folder beside an embedded database."""
        if self.storage_url or not self.database_url.startswith("sqlite:///"):
            return self.storage_url
        beside = Path(self.database_url.removeprefix("sqlite:///")).resolve()
        return beside.with_name("files").as_uri()

    @property
    def files_key(self) -> str:
        """What files are sealed with: a key of their own, or else the database's."""
        return self.storage_key or self.database_key

    @property
    def over_tls(self) -> bool:
        """Cookies are marked Secure and named `__Host-` only where browsers return them."""
        return self.base_url.startswith("https://")


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings | None:
    """The settings of a real installation; None when none are set at all.

    Refuses a missing or guessable secret: a service that starts without one
    signs every cookie with a key that the whole world can read.
    """
    given = {name: text for name, text in environment.items() if name.startswith("JOURNAL_")}
    if not given:
        return None
    secret = given.get("JOURNAL_SECRET_KEY", "")
    url = given.get("JOURNAL_DATABASE_URL", "")
    key = given.get("JOURNAL_DATABASE_KEY", "")
    refuse_bad_secret(secret)
    refuse_bad_database(url, key)
    refuse_bad_storage(given)
    return Settings(
        secret_key=secret,
        database_url=url,
        database_key=key,
        base_url=given.get("JOURNAL_BASE_URL", Settings.base_url).rstrip("/"),
        proxies=read_number("JOURNAL_PROXIES", given.get("JOURNAL_PROXIES", "0")),
        mail_url=given.get("JOURNAL_MAIL_URL", ""),
        mail_from=given.get("JOURNAL_MAIL_FROM", Settings.mail_from),
        storage_url=given.get("JOURNAL_STORAGE_URL", ""),
        storage_key=given.get("JOURNAL_STORAGE_KEY", ""),
        file_megabytes=read_size(given, "JOURNAL_FILE_MEGABYTES", 25),
        files_on_an_entry=read_size(given, "JOURNAL_FILES_ON_AN_ENTRY", 20),
        megabytes_of_a_person=read_size(given, "JOURNAL_MEGABYTES_OF_A_PERSON", 2048),
    )


def for_demo(folder: Path = DEMO_FOLDER, port: int = DEMO_PORT) -> Settings:
    """Settings of the demo: its own folder, and secrets made for it when it is first run."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "secrets.json"
    if not kept.exists():
        made = {"secret_key": secrets.token_hex(32), "database_key": secrets.token_hex(32)}
        kept.touch(mode=0o600)
        kept.write_text(json.dumps(made), encoding="utf-8")
    return Settings(
        **json.loads(kept.read_text(encoding="utf-8")),
        database_url=f"sqlite:///{folder / 'journal.db'}",
        base_url=f"http://127.0.0.1:{port}",
        demo=True,
    )


def refuse_bad_secret(secret: str) -> None:
    """Stop before anything is signed with a key that somebody could guess."""
    if len(secret) < SHORTEST_SECRET or any(bad in secret.lower() for bad in TYPICAL_BAD_SECRETS):
        raise SettingsError(
            "JOURNAL_SECRET_KEY must be at least 32 characters that nobody could guess. "
            f"Make one with: {HOW_TO_MAKE_ONE}"
        )


def refuse_bad_database(url: str, key: str) -> None:
    """Stop when the database is not named, or when a journal would lie on disk unencrypted."""
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise SettingsError(
            "JOURNAL_DATABASE_URL must name the database: sqlite:////folder/journal.db "
            "or postgresql://name@host/database"
        )
    if url.startswith("sqlite") and not is_raw_key(key):
        raise SettingsError(
            "JOURNAL_DATABASE_KEY must be 64 hexadecimal digits, so that the journal lies "
            f"encrypted on disk. Make one with: {HOW_TO_MAKE_ONE}"
        )


def refuse_bad_storage(given: Mapping[str, str]) -> None:
    """Stop when files would have no place, or would lie there for anybody to read."""
    embedded = given["JOURNAL_DATABASE_URL"].startswith("sqlite")
    place = given.get("JOURNAL_STORAGE_URL", "")
    if not place.startswith(("file:///", "s3://")) and not (embedded and not place):
        raise SettingsError(
            "JOURNAL_STORAGE_URL must say where files are kept: file:///srv/alongside/files "
            "or s3://bucket/folder"
        )
    keys = [given.get("JOURNAL_STORAGE_KEY", ""), given.get("JOURNAL_DATABASE_KEY", "")]
    chosen = next((key for key in keys if key), "")
    if not is_raw_key(chosen):
        raise SettingsError(
            "JOURNAL_STORAGE_KEY must be 64 hexadecimal digits, so that files lie encrypted. "
            f"Make one with: {HOW_TO_MAKE_ONE}"
        )


def read_size(given: Mapping[str, str], name: str, usual: int) -> int:
    """A limit that an organisation may set for itself."""
    return read_number(name, given.get(name, str(usual)))


def read_number(name: str, text: str) -> int:
    """A small whole number."""
    if not text.isdecimal():
        raise SettingsError(f"{name} must be a whole number such as 0 or 1, not {text!r}.")
    return int(text)


def is_raw_key(key: str) -> bool:
    """Whether the text is a raw 256-bit key in hexadecimal digits."""
    return len(key) == 64 and all(digit in "0123456789abcdefABCDEF" for digit in key)
