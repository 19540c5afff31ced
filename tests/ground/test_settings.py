"""Settings come from the environment, and secrets stay where they are."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from hub.settings import Settings, kept_key


def test_the_environment_is_read_and_empty_variables_count_as_unset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOMEROOM_PORT", "9000")
    monkeypatch.setenv("HOMEROOM_DATABASE_URL", "")
    settings = Settings()
    assert settings.port == 9000
    assert settings.database_url is None


def test_the_data_lie_in_the_current_folder_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOMEROOM_DATA_DIR", raising=False)
    monkeypatch.chdir(tmp_path)
    assert Settings().data_dir == tmp_path / ".homeroom"
    assert Settings(data_dir=Path("elsewhere")).data_dir == tmp_path / "elsewhere"


def test_one_key_is_kept_for_all_processes_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(kept_key, [tmp_path / "data"] * 32))
    assert len(keys) == 1
    assert len(keys.pop()) == 32
    (kept,) = (tmp_path / "data").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_given_key_is_used_and_a_short_one_refused(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path, secret_key=SecretStr("k" * 32)).key() == b"k" * 32
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValidationError, match="32 characters"):
        Settings(secret_key=SecretStr("short"))


def test_an_owner_url_alone_is_refused() -> None:
    with pytest.raises(ValidationError, match="HOMEROOM_DATABASE_URL"):
        Settings(database_owner_url=SecretStr("postgresql://owner@host/db"))


def test_settings_can_be_printed_without_telling_a_secret() -> None:
    url = SecretStr("postgresql://someone:hunter2@host/db")
    settings = Settings(secret_key=SecretStr("k" * 32), database_url=url)
    assert "hunter2" not in repr(settings)
    assert "kkkk" not in repr(settings)
