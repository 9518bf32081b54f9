"""A form of a time and the report's own period -> the Period that is meant."""

from knowledge.language.text.word_patterns import value_of
from knowledge.language.times.form_choice import count_of, year_of
from knowledge.language.times.forms import TimeMatch
from knowledge.language.times.period import Period, months, whole_year


def read_period(match: TimeMatch, anchor: Period | None) -> Period | None:
    """What the words mean; None if they need an anchor that is not given, or mean no single period."""
    groups = match.groups
    if match.form == "years":
        return Period((year_of(groups["y"]), 1), (year_of(groups["y2"]), 12))
    if match.form == "dates":
        return _read_dates(groups)
    if match.form in ("same", "since", "n-years", "relative"):
        return _READERS[match.form](groups, anchor)
    if ("y" not in groups and anchor is None) or value_of("event", groups.get("cue", "")) is not None:
        return None
    year = year_of(groups["y"]) if "y" in groups else anchor.year if anchor else 0
    return months(year, *_months(match.form, groups))


def _months(form: str, groups: dict[str, str]) -> tuple[int, int]:
    """First and last month of the part of a year."""
    is_last = value_of("last", groups.get("part", "")) is not None
    match form:
        case "date" | "day" | "month":
            month = count_of(groups["m"], "month-name")
            return month, month
        case "months":
            return int(groups["m"]), int(groups["m2"])
        case "n-months":
            count = count_of(groups["n"], "count")
            return (13 - count, 12) if is_last else (1, count)
        case "half":
            return (7, 12) if is_last or groups.get("n") == "2" else (1, 6)
        case "quarter":
            quarter = count_of(groups["q"], "quarter-name") if "q" in groups else 4 if is_last else 1
            return 3 * quarter - 2, 3 * quarter
    return 1, 12


def _read_dates(groups: dict[str, str]) -> Period | None:
    """The months from day to day; those of a year that starts in December are the year they end in."""
    year, first, last = year_of(groups["y2"]), int(groups["m"]), int(groups["m2"])
    start = year_of(groups["y"]) if "y" in groups else year
    if start == year and first <= last:
        return months(year, first, last)
    return whole_year(year) if start == year - 1 and first == last == 12 else None


def _read_same(groups: dict[str, str], anchor: Period | None) -> Period | None:
    if "y" not in groups:
        return anchor.previous_year() if anchor else None
    year = year_of(groups["y"])
    return anchor.moved(year - anchor.year) if anchor and anchor.first[0] == anchor.year else whole_year(year)


def _read_since(groups: dict[str, str], anchor: Period | None) -> Period | None:
    year = year_of(groups["y"])
    if anchor is None or anchor.year <= year:
        return whole_year(year)
    return Period((year, 1), (anchor.year, 12))


def _read_n_years(groups: dict[str, str], anchor: Period | None) -> Period | None:
    if anchor is None:
        return None
    count, year = count_of(groups["n"], "count"), anchor.year
    if value_of("next", groups["way"]) is not None:
        return Period((year + 1, 1), (year + count, 12))
    return Period((year - count + 1, 1), (year, 12))


def _read_relative(groups: dict[str, str], anchor: Period | None) -> Period | None:
    if anchor is None:
        return None
    code = value_of("relative", groups["phrase"]) or ""
    if code in ("now", "to-date"):
        return anchor
    if code in ("end", "start"):
        return whole_year(anchor.year)
    if code.startswith(("month", "quarter")):
        return _neighbour(anchor, 1 if code.startswith("month") else 3, int(code[-2:]))
    return whole_year(anchor.year + int(code))


def _neighbour(anchor: Period, length: int, shift: int) -> Period | None:
    """The month or quarter `shift` before or after an anchor of the same length."""
    if anchor.last[1] - anchor.first[1] != length - 1 or anchor.first[0] != anchor.year:
        return None
    year, month = divmod(anchor.year * 12 + anchor.first[1] - 1 + shift * length, 12)
    return months(year, month + 1, month + length)


_READERS = {"same": _read_same, "since": _read_since, "n-years": _read_n_years, "relative": _read_relative}
