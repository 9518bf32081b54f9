"""When something was done -> the time as people in Vietnam write it."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@lru_cache(maxsize=1)
def find_zone() -> tzinfo:
    """Vietnam's; fixed where the system has no table of zones, for the country has had UTC+7 since 1975."""
    try:
        return ZoneInfo("Asia/Ho_Chi_Minh")
    except ZoneInfoNotFoundError:
        return timezone(timedelta(hours=7))


def format_moment(when: str) -> str:
    """The words for an ISO time; what is none stays as it is.

    >>> format_moment("2026-11-26T06:35:00+00:00")
    '13:35 ngày 26/11/2026'
    """
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        return when
    return f"{moment.astimezone(find_zone()):%H:%M ngày %d/%m/%Y}"


def format_day(day: str) -> str:
    """The words for an ISO day.

    >>> format_day("2026-11-26")
    'ngày 26/11/2026'
    """
    try:
        return f"ngày {datetime.fromisoformat(day):%d/%m/%Y}"
    except ValueError:
        return day


def tell_now() -> str:
    """This moment, ISO 8601 with its zone."""
    return datetime.now(UTC).astimezone(find_zone()).isoformat(timespec="seconds")
