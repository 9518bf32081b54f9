"""The words around a figure -> the full name of its indicator, and other names the text justifies."""

import re
from collections.abc import Iterable
from functools import lru_cache

from knowledge.extraction.sentence.chunks import function_words, opens_with
from knowledge.extraction.sentence.head_words import Head, head_of, things, unit_kind
from knowledge.language.numbers.unit import base_unit
from knowledge.language.table import any_of, load_table
from knowledge.language.text.tokens import to_keys


def _any(*kinds: str) -> str:
    return any_of(function_words(*kinds))


_AREA = re.compile(
    rf"\s+{_any('locative')} {_any('area')}\b.*$|\s+(?:{_any('of_place')} )+{_any('place_level')}(?: [A-ZĐ].*)?$"
)
_YEARLY = re.compile(rf" (?:{_any('average')} )?{_any('yearly')}$")
_PREPOSITION = re.compile(rf"\s(?!{_any('inland')})(?={_any('preposition')}\s)")
_LIGHT = re.compile(rf" {_any('activity')} ")  # "thu từ hoạt động xuất khẩu"
_TOTAL = re.compile(rf"^{_any('total', 'total_count', 'count', 'amount')} ", re.IGNORECASE)
MAX_NAME = 160  # characters; a longer one is a sentence
MAX_ALIASES = 6
MAX_EVENT = 3  # words; after a longer one the thing counted does not read well


def capitalize(words: str) -> str:
    """The words with a capital at the start.

    >>> capitalize("tổng thu NSNN")
    'Tổng thu NSNN'
    """
    return words[:1].upper() + words[1:]


def lower_first(words: str) -> str:
    """The words as they stand inside a name: a capital is kept in abbreviations and names.

    >>> lower_first("Khu vực dịch vụ"), lower_first("OCOP mới"), lower_first("Trung ương giao")
    ('khu vực dịch vụ', 'OCOP mới', 'trung ương giao')
    """
    first = words.split(" ", 1)[0]
    return words if first.isupper() or any(c.isupper() for c in first[1:]) else words[:1].lower() + words[1:]


@lru_cache(maxsize=1)
def _measures() -> dict[str, tuple[str, str]]:
    return {base: (name, sort) for base, name, sort in load_table("report/measures")}


def _measure_of(unit: str) -> tuple[str, str]:
    base = base_unit(unit)[1]
    return _measures().get(base) or _measures().get(base.split("/")[0]) or ("", "")


def measure_sort(unit: str) -> str:
    """What sort of measure the unit is of, as tables/report/measures.tsv sorts them; "" if of none.

    >>> measure_sort("nghìn ha"), measure_sort("km"), measure_sort("hộ")
    ('extent', 'length', '')
    """
    return _measure_of(unit)[1] if unit else ""


def measure_name(unit: str) -> str:
    """What is counted in the unit: "Diện tích" in ha; "Số hộ" in hộ; "" for a percentage.

    >>> measure_name("nghìn ha"), measure_name("HTX"), measure_name("%")
    ('Diện tích', 'Số HTX', '')
    """
    kind = unit_kind(unit)
    if kind == "percent" or not unit:
        return ""
    return _measure_of(unit)[0] or (f"Số {things(unit)}" if kind == "count" else "")


def is_bare(name: str, head: Head | None) -> bool:
    """Does the name say only what is measured and not of what: "công suất", "tổng số vốn đăng ký"?"""
    return head is not None and head.is_open and len(to_keys(name)) <= head.size + _generic_end(name, head)


def _generic_end(name: str, head: Head) -> int:
    """How many words after the head tell nothing: "đăng ký đầu tư", "bình quân"."""
    rest = " ".join(name.lower().split()[head.size :])
    return len(rest.split()) if rest in function_words("generic") else 0


def complete(name: str, of: str) -> str:
    """The bare name with what it belongs to; words that both have are said once.

    >>> complete("công suất", "dự án điện gió"), complete("Tổng đàn", "Đàn gia súc, gia cầm")
    ('công suất dự án điện gió', 'Tổng đàn gia súc, gia cầm')
    """
    if not of:
        return name
    of = lower_first(of)
    last = name.rsplit(maxsplit=1)[-1].lower()
    if of.lower().startswith(last + " "):
        of = of[len(last) + 1 :]
    return name if of.lower() in name.lower() else f"{name} {of}"


def count_name(unit: str, tail: str, event: str) -> str:
    """The name of things counted: what they are, what was done to them, where.

    >>> count_name("HTX", "", "thành lập mới"), count_name("quần chúng", "ưu tú vào Đảng", "kết nạp")
    ('Số HTX thành lập mới', 'Số quần chúng ưu tú kết nạp vào Đảng')
    """
    head, *rest = _PREPOSITION.split(f"{things(unit)} {tail}".strip(), maxsplit=1)
    return " ".join(["Số", head, *([lower_first(event)] if event else []), *rest])


def other_names(name: str, unit: str, event: str, extra: Iterable[str]) -> list[str]:
    """Shorter and other wordings of the name that the text itself justifies, at most MAX_ALIASES.

    >>> other_names("Số HTX thành lập mới", "HTX", "thành lập mới", ())
    ['HTX thành lập mới', 'thành lập mới HTX']
    """
    short = _AREA.sub("", name.split(" (", maxsplit=1)[0])
    bare = _TOTAL.sub("", short)
    light = _LIGHT.sub(" ", short)
    for pair in function_words("joined"):
        light = light.replace(pair.replace(" ", ", "), pair)
    yearly = _YEARLY.sub("", short) if short.lower().startswith(function_words("rate", "growth")) else ""
    found = [
        short,
        yearly,
        light,
        capitalize(bare) if len(bare.split()) > 1 else "",
        *extra,
        name.split(" (", maxsplit=1)[0],
    ]
    if event and unit:
        done, counted = lower_first(event), things(unit)
        found += [f"{done} {counted}", f"{counted} {done}"] if len(done.split()) <= MAX_EVENT else [done]
    aliases: dict[str, str] = {}
    for alias in found:
        if len(alias) > 1 and alias.casefold() != name.casefold():
            aliases.setdefault(alias.casefold(), alias)
    return list(aliases.values())[:MAX_ALIASES]


def bare_name(name: str) -> str:
    """The name without "tổng", "số", "lượng" in front."""
    return _TOTAL.sub("", name)


def shared_head(name: str) -> str:
    """The words of a name that its parts take over; "" if parts have names of their own.

    >>> shared_head("Tổng giá trị sản xuất nông nghiệp"), shared_head("Thu ngân sách")
    ('Giá trị sản xuất', '')
    """
    head = head_of(name)
    if head is None or not head.is_shared:
        return ""
    words = " ".join(name.split()[: head.size])
    if words.lower() in function_words("total_herd", "total_count"):
        return capitalize(words)
    return capitalize(_TOTAL.sub("", words)) if opens_with(words, "total") else capitalize(words)


def theme_of(name: str) -> str:
    """What the measure of that name is taken of: what "năng suất" after it speaks of too.

    >>> theme_of("Diện tích gieo trồng lúa"), theme_of("Dân số")
    ('lúa', '')
    """
    head = head_of(name)
    return " ".join(name.split(" (", maxsplit=1)[0].split()[head.size :]) if head is not None and head.is_open else ""
