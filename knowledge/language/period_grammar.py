"""The forms in which Vietnamese writes a time, as regular expressions over tables/period_words.tsv.

Years and parts of years come back as written; which year "năm ngoái" is, is decided where the report is known.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.table import load_table
from knowledge.language.text import fold

_YEAR4 = r"(?:19|20)[0-9]{2}"
_STOP = r"(?![\w]|[.,][0-9])"  # neither a letter nor another digit of the same number follows
_OF = rf"(?:(?:,? {{year}} ?| ?[/.–-] ?| )(?P<y>{_YEAR4}){_STOP}(?!/[0-9]))"
_DAY, _MONTH = r"[0-3]?[0-9]", r"1[0-2]|0?[1-9]"
_MONTH_ANY = rf"{_MONTH}|{{month-name}}"

# Named groups: d day, m month, y year; d2, m2, y2 the end of a range; n a count; q quarter; part: first or last.
FORMS: tuple[tuple[str, str], ...] = (
    (
        "date",
        rf"(?:{{day}} )?(?P<d>{_DAY})(?P<s>[/.-])(?P<m>{_MONTH})(?P=s)(?P<y>(?:19|20)?[0-9]{{2}})(?!\w|[.,/-][0-9])",
    ),
    ("date", rf"(?P<y>{_YEAR4})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9]){_STOP}"),
    ("date", rf"{{day}} (?P<d>{_DAY}) {{month}} (?P<m>{_MONTH_ANY}){_OF}?{_STOP}"),
    ("date", rf"(?P<d>{_DAY}) {{month}} (?P<m>{_MONTH_ANY}),? {{year}} (?P<y>{_YEAR4}){_STOP}"),
    ("day", rf"(?P<cue>{{day}}|{{to}}|{{event}}) (?:{{day}} )?(?P<d>{_DAY})/(?P<m>{_MONTH})(?!\w|[.,/-][0-9])"),
    (
        "dates",
        rf"{{from}} (?:{{day}} )?(?P<d>{_DAY})[/.-](?P<m>{_MONTH})(?:[/.-](?P<y>{_YEAR4}))? {{to}} (?:{{end}} )?"
        rf"(?:{{day}} )?(?P<d2>{_DAY})[/.-](?P<m2>{_MONTH})[/.-](?P<y2>{_YEAR4}){_STOP}",
    ),
    (
        "years",
        rf"(?:{{stage}} )?(?:[0-9]{{1,2}} {{year}} )?(?:{{from}} )?(?:{{year}} )?(?P<y>{_YEAR4})"
        rf"(?: ?[-–—/] ?| {{to}} (?:{{end}} )?)(?:{{year}} )?(?P<y2>{_YEAR4}){_STOP}(?![-/]\w)",
    ),
    ("years", rf"{{stage}} (?P<y>[0-9]{{2}}) ?[-–] ?(?P<y2>[0-9]{{2}}){_STOP}(?! ?[%/])"),
    ("since", rf"{{from}} (?:{{year}} )?(?P<y>{_YEAR4}) {{to}} {{today}}(?!\w)"),
    ("year", rf"(?:{{year}} ?)?(?P<y>{_YEAR4}){_STOP}(?!/[0-9])"),
    ("year", rf"(?:{{year}} ?['’‘`]|2k|n)(?P<y>[0-9]{{2}}|{_YEAR4}){_STOP}"),
    ("year", r"{year} (?P<y>[12][0-9]|3[0-5])(?= ?(?:$|[?,;!)\n])| ?\.(?![0-9])| {after}(?!\w))"),
    ("year", r"{year} (?P<y>{count} {thousand}(?: (?:{year-word}|{month-name})){1,6})(?!\w)"),
    (
        "months",
        rf"(?:{{from}} )?{{month}} ?(?P<m>{_MONTH})(?: ?[-–] ?| {{to}} (?:{{end}} )?)(?:{{month}} ?)?(?P<m2>{_MONTH})"
        rf"{_OF}?{_STOP}(?!/)",
    ),
    ("month", rf"{{month}} ?(?P<m>{_MONTH}|{{month-name}}){_OF}?{_STOP}(?![/%])"),
    ("month", rf"th?\.?(?P<m>{_MONTH}){_OF}?{_STOP}(?![/%])"),
    ("month", rf"(?P<m>{_MONTH})/(?P<y>{_YEAR4}){_STOP}(?![/-]\w)"),
    (
        "n-months",
        rf"(?P<n>0?[1-9]|1[0-2]|{{count}})(?: {{month}}|t)(?: (?P<part>{{first}}|{{last}}))?"
        rf"(?:{_OF}|(?: (?P<bare>{{year}}))?){_STOP}(?! ?[0-9]|/)",
    ),
    ("n-months", rf"(?P<n>[369]|1[0-2])t(?P<y>{_YEAR4}){_STOP}"),
    (
        "half",
        rf"{{half}} (?:{{year}} )?(?P<part>{{first}}|{{last}})(?:{_OF}|(?: (?P<bare>{{year}}))?){_STOP}(?! ?[0-9])",
    ),
    ("half", rf"h(?P<n>[12])[/ -]?(?P<y>{_YEAR4}){_STOP}"),
    ("quarter", rf"(?:{{quarter}} ?|q\.? ?)(?P<q>[1-4]|{{quarter-name}}){_OF}?{_STOP}(?! ?%|/)"),
    ("quarter", rf"{{quarter}} (?P<part>{{first}}|{{last}}) {{year}}(?: (?P<y>{_YEAR4}))?{_STOP}(?! ?[0-9])"),
    ("same", rf"{{same}}(?: (?:{{year}} )?(?:{{ago}}|(?P<y>{_YEAR4})))?{_STOP}(?! ?/)"),
    ("n-years", r"(?P<n>[0-9]{1,2}|{count}) {year} (?P<way>{past}|{next})(?!\w)"),
    ("relative", r"(?<![0-9] ){not-many}(?P<phrase>{relative})(?!\w| ?[0-9'’]| học)"),
)


@dataclass(frozen=True, slots=True)
class TimeMatch:
    """One form read at a place of the aligned text; `groups` are the strings of its named groups that took part."""

    form: str
    start: int
    end: int
    groups: dict[str, str]


@lru_cache(maxsize=1)
def word_values() -> dict[str, dict[str, str]]:
    """Class -> words, with and without accents -> value."""
    classes: dict[str, dict[str, str]] = {}
    for name, words, value in load_table("period_words"):
        classes.setdefault(name, {})[words] = value
    for values in classes.values():
        for words in list(values):
            values.setdefault(fold(words), values[words])
    return classes


def value_of(name: str, words: str) -> str | None:
    """The value of words of a class, whatever of their accents was typed; None if they are not of the class."""
    values = word_values().get(name, {})
    return values.get(words, values.get(fold(words)))


def word_class(name: str) -> str:
    """A group that matches the words of a class, accents typed or not, longest first."""
    words = {row[1] for row in load_table("period_words") if row[0] == name}
    return "(?:" + "|".join(map(_loosely, sorted(words, key=len, reverse=True))) + ")"


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    names = {name: word_class(name) for name in word_values()}
    return names | {"not-many": "".join(f"(?<!{_loosely(word)} )" for word in word_values()["many"])}


def compile_words(template: str) -> re.Pattern[str]:
    """The pattern of a template in which {name} stands for a class of words."""
    return re.compile(re.sub(r"\{([a-z-]+)\}", lambda m: _classes()[m[1]], template))


@lru_cache(maxsize=1)
def compiled_forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The forms, each to begin where no word or number is going on."""
    return tuple((form, compile_words(rf"(?<!\w)(?<![0-9][.,/–-]){template}")) for form, template in FORMS)


@lru_cache(maxsize=4096)  # a sentence of a report is read several times
def find_forms(lower: str) -> tuple[TimeMatch, ...]:
    """Every form wherever it fits, in no order, overlapping; what they mean in their places is not yet asked."""
    return tuple(_to_match(form, m) for form, pattern in compiled_forms() for m in pattern.finditer(lower))


def _to_match(form: str, match: re.Match[str]) -> TimeMatch:
    """The match; where it needs a word like "đến" before it, without that word."""
    groups = {name: text for name, text in match.groupdict().items() if text}
    is_cued = "cue" in groups and value_of("day", groups["cue"]) is None
    return TimeMatch(form, match.start("d") if is_cued else match.start(), match.end(), groups)


def _loosely(words: str) -> str:
    """A pattern for the words in which each accented letter may lack its tone or all its accents."""
    return "".join(_letter(char) for char in words)


@lru_cache(maxsize=256)
def _letter(char: str) -> str:

    bare = fold(char)
    if bare == char:
        return re.escape(char)
    marks = unicodedata.normalize("NFD", char)
    toneless = unicodedata.normalize("NFC", "".join(c for c in marks if c not in "\u0300\u0301\u0303\u0309\u0323"))
    return f"[{char}{toneless}{bare}]"
