from pathlib import Path

import pytest

from handlers.settings import ROOT, Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable and no .env of whoever runs the tests has a say in them."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")


def test_nothing_is_needed_to_start() -> None:
    settings = load_settings()
    assert settings.telegram_token is None
    assert settings.bot_api_url == "https://api.telegram.org"
    assert settings.knowledge_dir == ROOT / "knowledge" / "reports"
    assert settings.database_url.startswith("sqlite:///") and settings.database_url.endswith("/var/state.db")


@pytest.mark.parametrize("name", ["TELEGRAM_TOKEN", "EDITOR_IDS", "DATABASE_URL", "WEBHOOK_URL"])
def test_empty_means_not_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "")
    assert load_settings() == Settings()


def test_the_env_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HOME_PLACE=thành phố Bắc Kạn\nSOMETHING_ELSE=1\n", encoding="utf-8")
    assert load_settings().home_place == "thành phố Bắc Kạn"


@pytest.mark.parametrize("text", ["1,22", "1 22", " 22, 1 ,"])
def test_editors_stand_between_commas_or_blanks(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("EDITOR_IDS", text)
    assert load_settings().editor_ids == {1, 22}


def test_secrets_are_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TELEGRAM_TOKEN", "WEBHOOK_SECRET"):
        monkeypatch.setenv(name, "SECRET")
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:SECRET@host/db")
    assert "SECRET" not in repr(load_settings())


@pytest.mark.parametrize(
    ("name", "value"),
    [("EDITOR_IDS", "SECRET"), ("BOT_API_URL", "SECRET"), ("WEBHOOK_LISTEN", "SECRET"), ("LOG_QUESTIONS", "SECRET")],
)
def test_a_wrong_setting_is_named_without_its_value(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(f"{name}: ")
    assert value not in str(caught.value)


def test_all_wrong_settings_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR_IDS", "x")
    monkeypatch.setenv("LOG_QUESTIONS", "x")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert len(caught.value.problems) == 2
