"""Telegram around the core: read the update, ask, send the reply. Nothing heavy is imported before `run` is called."""

from handlers.service import run
from handlers.settings import Settings, SettingsError, load_settings

__all__ = ["Settings", "SettingsError", "load_settings", "run"]
