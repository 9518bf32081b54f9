"""The forms in which Vietnamese writes a time, as regular expressions over tables/units/period_words.tsv.

Years and parts of years come back as written; which year "năm ngoái" is, is decided where the report is known.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.text.word_patterns import compile_words, value_of

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
    ("year", r"{not-many}{year} (?P<y>[12][0-9]|3[0-5])(?= [^\W\d_])"),
    ("year", r"{not-many}{year} (?P<y>{short-year})(?!\w)"),
    ("year", r"(?:{year} )?(?P<y>(?:2|hai) {zero} (?:[12][0-9]|{short-year}))(?!\w)"),
    ("year", r"(?P<y>{count} {thousand}(?: (?:{year-word}|{month-name})){2,6})(?!\w)"),
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
