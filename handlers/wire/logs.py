"""Logging on stderr in which no secret is ever written."""

import logging
import sys
from collections.abc import Iterable

MASK = "***"
_NOISY = ("httpx", "httpcore", "aiohttp.access")  # they write every URL, and Telegram's URLs hold the token


class MaskingFormatter(logging.Formatter):
    """Lines in which each secret is masked, in the message, its arguments and the traceback alike."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        parts = {part for secret in secrets for part in (secret, secret.partition(":")[2]) if part}
        self._secrets = sorted(parts, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, MASK)
        return line


def configure_logging(secrets: Iterable[str]) -> None:
    """Every logger writes to stderr through one MaskingFormatter, from INFO on; those that log URLs from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(MaskingFormatter(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
