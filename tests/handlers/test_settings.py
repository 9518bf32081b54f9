from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.settings import ROOT, Settings, SettingsError, load_settings, parse_listen


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


LISTENS = {
    "127.0.0.1:8080": ("127.0.0.1", 8080),
    "0.0.0.0:0": ("0.0.0.0", 0),
    "[::1]:8080": ("::1", 8080),
    "[::]:65535": ("::", 65535),
    ":8080": ("", 8080),
    "bot.example:8080": ("bot.example", 8080),
}


@pytest.mark.parametrize(("text", "address"), LISTENS.items())
def test_where_the_webhook_listens_is_host_and_port(
    monkeypatch: pytest.MonkeyPatch, text: str, address: tuple[str, int]
) -> None:
    monkeypatch.setenv("WEBHOOK_LISTEN", text)
    assert parse_listen(load_settings().webhook_listen) == address


def test_the_webhook_is_not_open_to_the_net_unless_told_so() -> None:
    assert parse_listen(load_settings().webhook_listen) == ("127.0.0.1", 8080)


NO_LISTENS = ["8080", "127.0.0.1", "127.0.0.1:", "::1:8080", "[::1]", "[::1]8080", "[]:1", "[1.2.3.4]:1", "[::g]:1",
              "127.0.0.1:65536", "127.0.0.1:99999", "h:-1", "h:٣", "h:8080x", "a b:1", "a..b:1", "x" * 64 + ":1",
              "http://h:1"]  # fmt: skip


@pytest.mark.parametrize("text", NO_LISTENS)
def test_where_nothing_can_listen_is_refused_with_an_example(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("WEBHOOK_LISTEN", text)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    [problem] = caught.value.problems
    assert problem.startswith("WEBHOOK_LISTEN: ") and "[::1]:8080" in problem


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6), st.integers(0, 65535))
def test_every_address_is_read_as_it_is_written(address: IPv4Address | IPv6Address, port: int) -> None:
    host = f"[{address}]" if address.version == 6 else str(address)
    assert parse_listen(f"{host}:{port}") == (str(address), port)


@given(st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    with suppress(ValueError):
        assert 0 <= parse_listen(text)[1] <= 65535
