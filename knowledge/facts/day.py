"""A date as records write it -> the day it stands for."""

from calendar import monthrange
from datetime import date


def parse_last_day(text: str) -> date:
    """The day of YYYY-MM-DD; of YYYY-MM and YYYY, which name no day, the last one.

    Raises ValueError if it is none of these, or there is no such day.

    >>> parse_last_day("2024-02"), parse_last_day("2021")
    (datetime.date(2024, 2, 29), datetime.date(2021, 12, 31))
    """
    parts = text.split("-")
    is_formed = text.isascii() and [len(part) for part in parts] in ([4], [4, 2], [4, 2, 2])
    try:
        if not is_formed or not all(part.isdigit() for part in parts):
            raise ValueError
        year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 12
        return date(year, month, int(parts[2]) if len(parts) > 2 else monthrange(year, month)[1])
    except ValueError as error:
        raise ValueError(f"“{text}” không phải là ngày có thật; viết 2021-12-31, 2021-12 hay 2021") from error
