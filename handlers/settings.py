"""The environment or .env -> Settings. Imports neither telegram nor SQLAlchemy: every command reads it."""

import re
from ipaddress import IPv6Address
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
ENV_FILES = (ROOT / ".env", Path(".env"))
_LISTEN = re.compile(r"(?:\[(?P<six>[^\[\]\s]+)\]|(?P<host>[A-Za-z0-9._-]*)):(?P<port>[0-9]{1,5})")


class SettingsError(Exception):
    """Settings that cannot be used; `problems`: a line each, in Vietnamese, never with the value (it may be secret)."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Settings(BaseSettings):
    """What whoever runs the bot may choose; nothing is needed to start. Empty means not set."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILES,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    telegram_token: SecretStr | None = None
    bot_api_url: str = "https://api.telegram.org"
    knowledge_dir: Path = ROOT / "knowledge" / "reports"
    database_url: str = Field(default=f"sqlite:///{(ROOT / 'var' / 'state.db').as_posix()}", repr=False)
    editor_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    home_place: str | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_listen: str = "127.0.0.1:8080"
    log_questions: bool = False
    share_per_minute: float = Field(default=30, gt=0, le=1_000_000)  # questions of a person, and of a chat
    share_burst: int = Field(default=30, ge=1, le=1_000_000)
    share_backlog: int = Field(default=100, ge=1, le=100_000)
    questions_kept_days: int = Field(default=90, ge=0, le=36500)

    @property
    def drafts_dir(self) -> Path:
        """Where reports that are not published yet lie: beside the database file, else in var/."""
        return (self._database_file.parent if self._database_file else ROOT / "var") / "drafts"

    @property
    def private_paths(self) -> tuple[Path, ...]:
        """What nobody else on the machine should read: the .env files, the database file, the drafts."""
        database = (self._database_file,) if self._database_file else ()
        return tuple(dict.fromkeys(path.absolute() for path in (*ENV_FILES, *database, self.drafts_dir)))

    @property
    def _database_file(self) -> Path | None:
        """None where the database is no file of SQLite."""
        scheme, _, file = self.database_url.partition(":///")
        is_file = scheme.startswith("sqlite") and file and not file.startswith((":", "file:"))
        return Path(file.partition("?")[0]) if is_file else None

    @field_validator("editor_ids", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        """Numbers between commas or spaces, as a set."""
        return frozenset(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("webhook_listen")
    @classmethod
    def _check_listen(cls, value: str) -> str:
        parse_listen(value)
        return value

    @field_validator("bot_api_url", "webhook_url")
    @classmethod
    def _check_url(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("http:// or https://")
        return value.rstrip("/") if value else value


_REMEDIES = {
    "bot_api_url": "phải bắt đầu bằng http:// hoặc https://",
    "webhook_url": "phải bắt đầu bằng https://",
    "editor_ids": "là các số, cách nhau bằng dấu phẩy, ví dụ 1234,5678",
    "webhook_listen": "có dạng ĐỊA_CHỈ:CỔNG, ví dụ 127.0.0.1:8080, 0.0.0.0:8080 hay [::1]:8080, cổng từ 0 đến 65535",
    "log_questions": "là 0 hoặc 1",
    "share_per_minute": "là số lớn hơn 0, ví dụ 30",
    "share_burst": "là số nguyên từ 1, ví dụ 30",
    "share_backlog": "là số nguyên từ 1, ví dụ 100",
    "questions_kept_days": "là số ngày, 0 là không giữ câu hỏi nào",
}


def parse_listen(text: str) -> tuple[str, int]:
    """Host and port; the host is "" where every address of this machine is meant. Raises ValueError if it is neither.

    >>> parse_listen("127.0.0.1:8080"), parse_listen("[::1]:8080"), parse_listen(":8080")
    (('127.0.0.1', 8080), ('::1', 8080), ('', 8080))
    """
    found = _LISTEN.fullmatch(text)
    if not found or int(found["port"]) > 65535:
        raise ValueError("HOST:PORT")
    if found["six"]:
        IPv6Address(found["six"])
    host = found["six"] or found["host"]
    host.encode("idna")  # what no name server can be asked for raises here, not while listening
    return host, int(found["port"])


def load_settings() -> Settings:
    """The settings of this process. Raises SettingsError with a line for each that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        names = dict.fromkeys(str(e["loc"][0]) for e in error.errors() if e["loc"])
        problems = (f"{name.upper()}: {_REMEDIES.get(name, 'giá trị không dùng được')}" for name in names)
        raise SettingsError(tuple(problems)) from None
