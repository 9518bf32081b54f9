import logging
import sys

from handlers.wire.logs import MaskingFormatter

TOKEN = "123456:AAsecret-secret_secret"


def format_record(message: str, *args: object, is_failing: bool = False) -> str:
    failure = None
    if is_failing:
        try:
            raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
        except ValueError:
            failure = sys.exc_info()
    record = logging.LogRecord("name", logging.INFO, __file__, 1, message, args, failure)
    return MaskingFormatter([TOKEN, ""]).format(record)


def test_the_token_is_masked_in_the_message_and_its_arguments() -> None:
    line = format_record("POST %s", f"https://api.telegram.org/bot{TOKEN}/sendMessage")
    assert line.endswith("POST https://api.telegram.org/bot***/sendMessage")


def test_the_token_is_masked_in_a_traceback() -> None:
    line = format_record("failed", is_failing=True)
    assert "ValueError: https://api.telegram.org/bot***/getMe" in line
    assert "AAsecret" not in line


def test_the_secret_half_is_masked_alone_too() -> None:
    assert "AAsecret" not in format_record("bot123456%%3A%s", TOKEN.partition(":")[2])
