"""The times in a text: of the forms that fit, those that are meant."""

from knowledge.language.numbers.number import NumberError, parse_number
from knowledge.language.numbers.number_names import ORDINAL, Name, Spans, lead_of, words_before
from knowledge.language.numbers.qualifier import qualifier_before
from knowledge.language.numbers.unit import UnitMatch, match_unit
from knowledge.language.text.aligned import Aligned
from knowledge.language.text.tokens import fold
from knowledge.language.text.word_patterns import value_of
from knowledge.language.times.forms import TimeMatch, find_forms
from knowledge.language.times.period import MAX_YEAR, MIN_YEAR

YEARLESS = ("month", "quarter", "n-months", "half")  # forms of a part of a year, which may borrow the year
MAX_SPAN_YEARS = 60  # no plan of a report reaches further


def find_times(aligned: Aligned, names: list[Name]) -> list[TimeMatch]:
    """The times in order, not overlapping each other nor a name's number; of two that overlap the longer."""
    blocked = Spans((name.start, name.end) for name in names if name.reason != ORDINAL)
    chosen: list[TimeMatch] = []
    for match in sorted(find_forms(aligned.lower), key=lambda m: (m.start, m.start - m.end)):
        if blocked.overlap(match.start, match.end) or not _is_meant(aligned, match):
            continue
        if chosen and match.start < chosen[-1].end:
            if match.end - match.start > chosen[-1].end - chosen[-1].start:
                chosen[-1] = match
        else:
            chosen.append(match)
    return chosen


def year_of(written: str) -> int:
    """The year of four digits, of two ("21" is 2021), or of words. Raises NumberError if the words tell none.

    >>> year_of("21"), year_of("hai nghìn không trăm hai mươi mốt"), year_of("hai không hai mốt")
    (2021, 2021, 2021)
    """
    if written.isdigit():
        return int(written) + (2000 if len(written) == 2 else 0)
    if short := value_of("short-year", written):
        return 2000 + int(short)
    thousands, zero, rest = written.split(maxsplit=2)
    if fold(zero) == "khong":
        return 1000 * int(parse_number(thousands)) + int(parse_number(rest))
    return int(parse_number(written))


def count_of(word: str, name: str) -> int:
    """The number that digits, or a word of a class of tables/units/period_words.tsv, tell."""
    return int(word) if word.isdigit() else int(value_of(name, word) or 0)


def _is_meant(aligned: Aligned, match: TimeMatch) -> bool:
    groups = match.groups
    match match.form:
        case "day" if value_of("day", groups["cue"]) is None and _unit_after(aligned, match):
            return False  # "đến 5/8 xã"
        case "date" | "day" | "dates":
            return _is_date(groups["d"], groups["m"]) and _is_date(groups.get("d2", "1"), groups.get("m2", "1"))
        case "years":
            return 0 < year_of(groups["y2"]) - year_of(groups["y"]) <= MAX_SPAN_YEARS
        case "year":
            return _is_year(aligned, match)
        case "months":
            return int(groups["m"]) < int(groups["m2"])
        case "n-months" if not groups.keys() & {"y", "part", "bare"}:
            return _is_so_far(aligned, match)
        case "month" if aligned.lower[match.start].isdigit():
            return lead_of(aligned, match.start) is None
        case "month" | "quarter" if "y" not in groups:
            unit = _unit_after(aligned, match)
            return unit is None or unit.kind in ("count", "time")
    return True


def _unit_after(aligned: Aligned, match: TimeMatch) -> UnitMatch | None:
    return match_unit(aligned, match.end, len(aligned.lower))


def _is_date(day: str, month: str) -> bool:
    number = count_of(month, "month-name")
    return 1 <= number <= 12 and 1 <= int(day) <= (29 if number == 2 else 30 if number in (4, 6, 9, 11) else 31)


def _is_year(aligned: Aligned, match: TimeMatch) -> bool:
    """A number alone is no year if a measure follows, or a count and the year is an odd one ("hơn 2000 hộ")."""
    try:
        year = year_of(match.groups["y"])
    except NumberError:
        return False
    if not MIN_YEAR <= year <= MAX_YEAR:
        return False
    unit = _unit_after(aligned, match)
    if not aligned.lower[match.start].isdigit():
        after = aligned.lower[match.end : match.end + 16].split()
        is_told = any(value_of("after", " ".join(after[:size])) is not None for size in (1, 2))
        return is_told or _is_said_year(match, unit)
    lead = lead_of(aligned, match.start)
    if lead is not None and lead.is_strong:
        return False
    if unit is None:
        return True
    return unit.kind in ("count", "time") and 2000 < year <= 2050 and qualifier_before(aligned, match.start) is None


def _is_said_year(match: TimeMatch, unit: UnitMatch | None) -> bool:
    """After the word for year four digits are one whatever follows, two where no amount does; in words alike."""
    written, is_cued = match.groups["y"], len(match.groups["y"]) < match.end - match.start
    if is_cued and (len(written) == 4 or not (written.isdigit() or value_of("short-year", written))):
        return True
    is_time = unit is not None and unit.kind == "time"
    return unit is None or (is_cued and not written.isdigit() and unit.kind == "count") or is_time


def _is_so_far(aligned: Aligned, match: TimeMatch) -> bool:
    """Is a bare "9 tháng" the part of the year that is over, and no length of time?"""
    before = words_before(aligned, match.start)
    after = aligned.lower[match.end : match.end + 16]
    if count_of(match.groups["n"], "count") < 2 or any(value_of("length", word) is not None for word in before[-1:]):
        return False
    if any(value_of("report", " ".join(before[-size:])) is not None for size in (1, 2)):
        return True
    if not after.startswith(" ") or not after.strip():
        return not after[:1].isalnum()
    words = after.split()
    return any(value_of("so-far", " ".join(words[:size]).rstrip(",.;:")) is not None for size in (1, 2))
