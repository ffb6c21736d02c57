"""The service refuses to start with a missing or guessable secret, and says what to set."""

from pathlib import Path

import pytest

from config import Settings, SettingsError, for_demo, from_environment

GOOD = {
    "JOURNAL_SECRET_KEY": "5b0e" * 16,
    "JOURNAL_DATABASE_URL": "sqlite:////srv/journal.db",
    "JOURNAL_DATABASE_KEY": "0f" * 32,
}


def test_good_settings_are_taken() -> None:
    settings = from_environment(GOOD | {"JOURNAL_BASE_URL": "https://journal.example.org/"})
    assert settings is not None
    assert settings.base_url == "https://journal.example.org"
    assert settings.over_tls
    assert not settings.demo


def test_no_settings_at_all_are_told_from_bad_ones() -> None:
    assert from_environment({"PATH": "/usr/bin"}) is None


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"JOURNAL_SECRET_KEY": ""}, "JOURNAL_SECRET_KEY"),
        ({"JOURNAL_SECRET_KEY": "short"}, "JOURNAL_SECRET_KEY"),
        ({"JOURNAL_SECRET_KEY": "please-change-me-before-production-1"}, "JOURNAL_SECRET_KEY"),
        ({"JOURNAL_DATABASE_URL": ""}, "JOURNAL_DATABASE_URL"),
        ({"JOURNAL_DATABASE_URL": "mysql://somewhere"}, "JOURNAL_DATABASE_URL"),
        ({"JOURNAL_DATABASE_KEY": ""}, "JOURNAL_DATABASE_KEY"),
        ({"JOURNAL_DATABASE_KEY": "a passphrase"}, "JOURNAL_DATABASE_KEY"),
        ({"JOURNAL_PROXIES": "one"}, "JOURNAL_PROXIES"),
    ],
)
def test_a_missing_or_unsafe_setting_stops_the_start(change: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        from_environment(GOOD | change)


def test_the_demo_makes_its_own_secrets_and_keeps_them(tmp_path: Path) -> None:
    first, second = for_demo(tmp_path / "a"), for_demo(tmp_path / "b")
    assert first == for_demo(tmp_path / "a")
    assert first.secret_key != second.secret_key
    assert first.demo
    assert (tmp_path / "a" / "secrets.json").stat().st_mode & 0o077 == 0
    assert isinstance(first, Settings)
