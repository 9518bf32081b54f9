"""A sentence -> the drafts it states: reads its figures from left to right, each in the light of those before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge.extraction.approach import Approach, read_approach, words_of
from knowledge.extraction.chunks import Chunk, Kind
from knowledge.extraction.draft import Comparison, Draft
from knowledge.extraction.heads import find_head, head_of, idle_units, is_event, things, unit_kind
from knowledge.extraction.naming_figures import (
    FROM_BEFORE,
    FROM_TOPIC,
    NO_NAME,
    Frame,
    LevelName,
    head_for_parts,
    name_level,
    noun_end,
    share_name,
    theme_of,
)
from knowledge.extraction.names import MAX_NAME, bare_name, capitalize, lower_first, other_names
from knowledge.extraction.role import Base, FigureRole, Tail, choose_role, read_tail
from knowledge.facts.fact import Relation, Status
from knowledge.language.period import Period, PeriodMention
from knowledge.language.period import Role as TimeRole
from knowledge.language.quantity import Quantity

DAY = re.compile(r"(?P<d>[0-9]{1,2})(?:[/.-]| tháng )(?P<m>[0-9]{1,2})(?:[/.-]| năm )(?P<y>(?:19|20)[0-9]{2})")
_UP_TO = ("lên", "xuống", "còn", "đến", "tới")
_STATUS = {"estimate": Status.ESTIMATE, "target": Status.TARGET, "plan": Status.PLAN}
EQUIVALENT, LEVEL_BEFORE, NO_BASE = "số quy đổi", "mức của kỳ trước, lấy từ ngoặc", "không ghi so với gì"
LEVEL_FROM = "mức đầu kỳ (từ … lên …), kiểm tra lại năm"
OTHER_BASE, REFERENCE = "so sánh với mức khác, xem câu", "số tham chiếu trong ngoặc"
MAX_LABEL, MAX_TOPIC_ALIAS = 8, 3  # words


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds before a sentence begins.

    period: of figures that name none; doubt: where it comes from. anchor: the report's own; is_sure: its title or a
    heading says so. subject: what this sentence is about, topic: what its paragraph is, maybe abbreviated. before: the sentence before.
    """

    period: Period | None = None
    doubt: str = ""
    status: Status = Status.ACTUAL
    anchor: Period | None = None
    is_sure: bool = False
    subject: str = ""
    topic: str = ""
    is_labelled: bool = False
    abbreviation: str = ""
    before: Draft | None = None


@dataclass(slots=True)
class Outcome:
    """The drafts of a sentence in order, and what it leaves to the next one. idle: figures that state no fact, why."""

    drafts: list[Draft] = field(default_factory=list)
    idle: list[tuple[Chunk, str]] = field(default_factory=list)
    period: Period | None = None
    is_period_named: bool = False
    status: Status = Status.ACTUAL


def read_sentence(text: str, chunks: list[Chunk], setting: Setting) -> Outcome:
    """Every fact of one sentence."""
    return _Reader(text, _with_counts_in_names(chunks), setting).read()


def _with_counts_in_names(chunks: list[Chunk]) -> list[Chunk]:
    """The same chunks; a count inside a name ("GRDP của 02 tỉnh sau hợp nhất khoảng 7 tỷ USD") is a word.

    In "16 sản phẩm của 2 doanh nghiệp" it is a figure: no name stands before.
    """
    found = list(chunks)
    for at, chunk in enumerate(chunks):
        if chunk.kind is not Kind.FIGURE or at < 2 or chunks[at - 1].text.lower() not in ("của", "giữa"):
            continue
        if chunks[at - 2].kind is Kind.WORD:
            found[at] = replace(chunk, kind=Kind.WORD)
    return found


class _Reader:
    """Goes over the chunks of one sentence from left to right."""

    def __init__(self, text: str, chunks: list[Chunk], setting: Setting) -> None:
        self.text, self.chunks, self.setting = text, chunks, setting
        self.frame = Frame(subject=setting.subject, topic=setting.topic, is_labelled=setting.is_labelled)
        self.outer: list[Frame] = []
        self.period, self.doubt = setting.period, setting.doubt
        self.as_of = ""
        self.base_period: Period | None = None
        self.outcome = Outcome(period=setting.period)
        self.is_dated = False
        self.default_base: Base = next((base for base in map(_base_of, chunks) if base), "")

    def read(self) -> Outcome:
        """The drafts, and the period and status that go on to the next sentence."""
        start = 0
        for at, chunk in enumerate(self.chunks):
            if chunk.kind is Kind.FIGURE and at >= start:
                start = self._read_figure(self.chunks[start:at], at)
        self._take_times(self.chunks[start:], is_last=True)
        if self.frame.status in (Status.TARGET,) or (self.outer and self.outer[0].status is Status.TARGET):
            self.outcome.status = Status.TARGET
        return self.outcome

    def _read_figure(self, gap: list[Chunk], at: int) -> int:
        """Read the figure at `at`, `gap` before it; the place in the chunks where the next gap begins."""
        self.is_dated = False
        local = self._enter(gap)
        approach = read_approach(local, self.text)
        figure, after = self.chunks[at], self._after(at)
        if figure.quantity is None:
            return at + 1
        kind = unit_kind(figure.quantity.unit)
        tail = read_tail(after, self.text)
        self._take_status(approach, after)
        if reason := self._why_idle(approach, figure.quantity, kind):
            self.outcome.idle.append((figure, reason))
            return at + 1
        is_over = kind == "percent" and figure.quantity.value > 100 and not approach.name and approach.verb is not None
        is_reached = is_over or (approach.relation == "reach" and not noun_end(after))
        base = tail.base or ((self.default_base or ("plan" if is_over else "")) if is_reached else "")
        is_from = approach.is_from and _goes_up_to(self.chunks[at + 1 :])
        role = FigureRole() if is_from else choose_role(approach, kind, figure.quantity.unit, base)
        if role.relation is not None:
            self._compare(role, approach, figure.quantity, tail)
            used = tail.used
        else:
            used = max(self._state(role, approach, figure.quantity, after), tail.used if kind == "percent" else 0)
        if is_from:
            self._date_back()
        self._note_base(after[: tail.used])
        return at + 1 + used

    def _after(self, at: int) -> list[Chunk]:
        """The chunks after the figure, up to a hard break."""
        for end in range(at + 1, len(self.chunks)):
            if self.chunks[end].is_mark(";()"):
                return self.chunks[at + 1 : end]
        return self.chunks[at + 1 :]

    # What stands between two figures

    def _enter(self, gap: list[Chunk]) -> list[Chunk]:
        """Follow the marks of the gap; the chunks after its last hard break."""
        self._take_times(gap)
        start, depth = 0, 0
        for at, chunk in enumerate(gap):
            if chunk.is_mark("(") and not _closes(gap[at:]):
                self._open(gap[start:at])
            elif chunk.is_mark("("):
                depth += 1
                continue
            elif chunk.is_mark(")") and depth:
                depth -= 1
                continue
            elif chunk.is_mark(")"):
                self._close()
            elif chunk.is_mark(";") and not depth:
                self._end_clause()
            elif chunk.is_cue("part") and not depth:
                self._open_parts()
            elif chunk.is_mark(":") and not depth and at + 1 < len(gap):
                self._take_label(gap[start:at])
            else:
                continue
            start = at + 1
        return gap[start:]

    def _open(self, before: Sequence[Chunk]) -> None:
        self.outer.append(self.frame)
        whole = self.frame.anchor
        ends_with_base = bool(before) and _base_of(before[-1]) == "previous"
        approach = read_approach([c for c in before if not c.is_cue("change", "versus")], self.text)
        self.frame = replace(
            self.frame,
            whole=whole,
            head=head_for_parts(whole.name) if whole else "",
            is_bracket=True,
            is_part=False,
            reference=words_of(approach.name, self.text),
            is_after_base=ends_with_base or (not before and self.base_period is not None),
            is_after_figure=not before,
        )

    def _close(self) -> None:
        if self.outer:
            self.frame = self.outer.pop()

    def _end_clause(self) -> None:
        self.frame.owner, self.frame.theme = None, ""
        if not self.frame.is_part and self.frame.status is not Status.TARGET:
            self.frame.status = None

    def _open_parts(self) -> None:
        whole = self.frame.anchor or self.frame.whole or (None if self.outcome.drafts else self.setting.before)
        self.frame.is_part, self.frame.whole = True, whole
        self.frame.is_after_base = self.frame.is_after_figure = False
        self.frame.reference = ""
        if whole is not None:
            self.frame.head, self.frame.note = head_for_parts(whole.name), whole.note

    def _take_label(self, before: Sequence[Chunk]) -> None:
        """Words before a colon, if no figure stood before them, say what the sentence is about."""
        self._take_status(read_approach(before, self.text), ())
        words = words_of([c for c in before if c.kind is not Kind.TIME], self.text)
        if words and not self.outcome.drafts and len(words.split()) <= MAX_LABEL:
            self.frame.subject = self.frame.topic = words
            self.frame.is_labelled = True

    def _take_times(self, gap: Sequence[Chunk], is_last: bool = False) -> None:
        depth = 0
        for at, chunk in enumerate(gap):
            if chunk.is_mark("()"):
                depth += 1 if chunk.text == "(" and _closes(gap[at:]) else -1 if depth else 0
            if chunk.mention is None or depth or chunk.mention.role is TimeRole.STANDARD:
                continue
            if chunk.mention.role is TimeRole.BASE:
                self._take_base(chunk.mention)
            elif self.outcome.drafts and _follows_figure(gap, at, is_last):
                self._date_last(chunk.mention.period)
            elif _governs(gap[:at], chunk.mention) and not is_last:
                self._take_time(chunk)
            elif is_last and not self.outcome.drafts and self._is_alone(chunk) and _governs(gap[:at], chunk.mention):
                self._take_time(chunk)

    def _is_alone(self, chunk: Chunk) -> bool:
        """Is the time the only one of a sentence without figures? Of two nobody knows which one goes on."""
        mentions = [c.mention for c in self.chunks if c.mention and c.mention.role in (TimeRole.WHEN, TimeRole.AS_OF)]
        return len(mentions) == 1 and mentions[0] is chunk.mention

    def _take_time(self, chunk: Chunk) -> None:
        """From here on figures are of this period."""
        assert chunk.mention is not None
        self.period, self.doubt, self.is_dated = chunk.mention.period, "", True
        day = DAY.search(chunk.text)
        is_as_of = chunk.mention.role is TimeRole.AS_OF
        self.as_of = f"{day['y']}-{int(day['m']):02}-{int(day['d']):02}" if day and is_as_of else ""
        if is_as_of or not day:  # the day of an event is over with its sentence
            self.outcome.period, self.outcome.is_period_named = self.period, True

    def _take_base(self, mention: PeriodMention) -> None:
        """ "So với 6 tháng đầu năm 2011, …" at the start: what follows is of the same months, a year later."""
        following = mention.period.moved(1)
        if not self.outcome.drafts and self.period and following.year == self.period.year and not mention.relative:
            self.period, self.doubt = following, ""
            self.outcome.period, self.outcome.is_period_named = following, True

    def _date_last(self, period: Period) -> None:
        """The period after a figure is that figure's."""
        self.outcome.drafts[-1].period = period

    def _date_back(self) -> None:
        """The level "from" which it rose is an earlier one: of the year before, unless a year is named behind it."""
        draft = self.outcome.drafts[-1]
        draft.period = draft.period.previous_year() if draft.period else None
        draft.status = Status.ACTUAL
        draft.doubt(LEVEL_FROM)

    def _take_status(self, approach: Approach, after: Sequence[Chunk]) -> None:
        status = approach.status or _status_after(after)
        if status == "expected":
            status = "target" if self._is_future() else "estimate"
        if status:
            self.frame.status = _STATUS[status]
        elif approach.is_now:
            self.frame.status = None

    def _is_future(self) -> bool:
        anchor = self.setting.anchor if self.setting.is_sure else None
        return anchor is not None and self.period is not None and self.period.first[0] > anchor.year

    def _status(self) -> Status:
        """The status of a figure that stands here."""
        if self.frame.status is not None:
            return self.frame.status
        if self.frame.is_part and self.frame.whole is not None:
            return self.frame.whole.status
        if self.setting.status.is_planned and self.period == self.setting.period:
            return self.setting.status
        return Status.TARGET if self._is_future() else Status.ACTUAL

    def _note_base(self, used: Sequence[Chunk]) -> None:
        mentions = [c.mention for c in used if c.mention is not None and c.mention.role is TimeRole.BASE]
        previous = self.period.previous_year() if self.period else None
        is_base = bool(mentions) or any(c.is_cue("previous") for c in used)
        self.base_period = (
            (mentions[-1].period if mentions and not mentions[-1].relative else previous) if is_base else None
        )

    # What a figure states

    def _why_idle(self, approach: Approach, quantity: Quantity, kind: str) -> str:
        """Why the figure states no fact; "" if it does."""
        if approach.is_idle:
            return "không phải chỉ tiêu"
        has_head, anchor = find_head(approach.name) is not None, self.frame.anchor or self.frame.whole
        head = find_head(approach.name)
        if kind == "time" and not (head and "time" in head.measures):
            return "khoảng thời gian"
        if (
            quantity.unit.split("/")[0] in idle_units()
            and not has_head
            and approach.relation not in ("times", "change")
        ):
            return "không phải chỉ tiêu"
        if not kind and not has_head and approach.relation not in ("change", "exceed", "reach"):
            is_part = anchor is not None and anchor.kind == "count" and bool(approach.name)
            return "" if is_part else "số không có đơn vị"
        if not any(char.isdigit() for char in quantity.surface) and not (approach.verb or approach.name):
            return "số viết bằng chữ"
        return ""

    def _compare(self, role: FigureRole, approach: Approach, quantity: Quantity, tail: Tail) -> None:
        """Hang the figure on the fact that it compares."""
        assert role.relation is not None
        about = words_of(tail.about, self.text)
        words = about or words_of(approach.name, self.text)
        same = self._same_unit(quantity) if role.relation is Relation.ABS_CHANGE and not words else None
        draft = self._named_before(about) or same or self._compared(words)
        if role.relation in (Relation.PCT_CHANGE, Relation.ABS_CHANGE) and tail.base == "other":
            draft.doubt(OTHER_BASE)
        if role.relation in (Relation.PCT_OF_PLAN, Relation.PCT_OF_PREVIOUS) and not tail.base:
            draft.doubt(NO_BASE)
        draft.compared.append(Comparison(role.relation, quantity, role.direction, tail.against))

    def _same_unit(self, quantity: Quantity) -> Draft | None:
        """The last thing counted in the unit of the change: "giảm 12 vụ" is of "85 vụ tai nạn"."""
        if unit_kind(quantity.unit) != "count":
            return None
        drafts = [d for d in self.outcome.drafts if d.quantity and unit_kind(d.quantity.unit) == "count"]
        return next((d for d in reversed(drafts) if d.quantity and d.quantity.unit.startswith(quantity.unit)), None)

    def _named_before(self, about: str) -> Draft | None:
        """The draft of this sentence that "về số doanh nghiệp" speaks of."""
        core = bare_name(about).casefold()
        return next((d for d in reversed(self.outcome.drafts) if core and core in d.name.casefold()), None)

    def _compared(self, words: str) -> Draft:
        """The draft that the words name; without words the last one, if it is of the same period."""
        anchor, doubts = self.frame.anchor, []
        if anchor is not None and (not words or words.casefold() == anchor.name.casefold()):
            if anchor.period == self.period or not self.is_dated:
                return anchor
            words = anchor.name
        elif words and anchor is not None and not self.frame.is_part and words.casefold() in anchor.name.casefold():
            return anchor
        if not words:
            before = self.setting.before
            words = self.setting.subject or (before.name if before else self.frame.topic)
            doubts = [] if self.setting.subject else [FROM_TOPIC if words else NO_NAME]
        elif self.frame.is_part and self.frame.head and head_of(words) is None and self.frame.whole is not None:
            words = f"{self.frame.head} {lower_first(words)}" if "tăng" in self.frame.head.lower() else words
        name = capitalize(words or "Số liệu")[:MAX_NAME]
        return self._add(Draft(name, None, noun=lower_first(name), doubts=doubts), approach=Approach())

    def _state(self, role: FigureRole, approach: Approach, quantity: Quantity, after: list[Chunk]) -> int:
        """A level or a share; how many chunks after the figure belong to it."""
        kind, anchor = unit_kind(quantity.unit), self.frame.anchor
        if (
            self.frame.is_bracket
            and not approach.name
            and approach.verb is None
            and self._state_in_bracket(quantity, kind)
        ):
            return 0
        if role.is_same and anchor is not None and not approach.name:
            self._add(replace_level(anchor, quantity, EQUIVALENT), approach, is_anchor=False)
            return 0
        is_share = role.is_share or (approach.relation == "share" and kind == "percent")
        is_share = is_share or (self.frame.is_share and kind == "percent" and bool(approach.name) and not approach.verb)
        self.frame.is_share = is_share
        if not approach.name and anchor is not None and anchor.quantity is None and kind != "count" and not is_share:
            anchor.quantity, anchor.kind = quantity, kind
            anchor.doubt(FROM_BEFORE)
            return 0
        if is_share:
            named = share_name(approach, after, self.text, self.frame)
        else:
            named = self._level_name(approach, quantity, kind, after)
        draft = self._add(self._level(named, approach, quantity, kind), approach, is_anchor=not is_share)
        if not approach.is_with and (draft.kind == "count" or (draft.kind == "measure" and named.noun)):
            self.frame.owner = draft
        if draft.kind == "measure" and not self.frame.theme:
            self.frame.theme = theme_of(draft.name)
        return named.used

    def _level_name(self, approach: Approach, quantity: Quantity, kind: str, after: list[Chunk]) -> LevelName:
        before, anchor = self.setting.before, self.frame.anchor
        is_only_plan = bool(approach.name) and all(c.is_cue("plan", "lead", "soft") for c in approach.name)
        is_same = anchor is not None and anchor.kind == kind
        if is_only_plan or (not approach.name and is_same and _is_up_to(approach)):
            source = (self.frame.whole if is_only_plan else None) or anchor or before
            if source is not None:
                return LevelName(source.name, doubts=[] if anchor else [FROM_BEFORE])
        is_nameless = not approach.name and anchor is None and kind != "count" and not noun_end(after)
        if is_nameless and before is not None and before.kind == kind:
            return LevelName(before.name, doubts=[FROM_BEFORE])
        return name_level(approach, quantity, kind, after, self.text, self.frame)

    def _level(self, named: LevelName, approach: Approach, quantity: Quantity, kind: str) -> Draft:
        name = capitalize(named.name)
        unit = quantity.unit if kind == "count" else ""
        extra = [approach.abbreviation, *self._topic_names(things(unit), named.event)]
        return Draft(
            name,
            quantity,
            head=head_for_parts(name),
            event=named.event,
            noun=named.noun or lower_first(name.removeprefix("Tổng số ").removeprefix("Số ")),
            kind=kind or ("count" if not quantity.unit else ""),
            note=approach.note,
            doubts=list(named.doubts),
            aliases=other_names(name, unit, named.event, extra),
        )

    def _topic_names(self, counted: str, event: str) -> list[str]:
        """Names of the things counted by what the paragraph is about: "lượt khách du lịch", "sản phẩm OCOP"."""
        topic, short = self.frame.topic, self.setting.abbreviation
        is_short = 0 < len(topic.split()) <= MAX_TOPIC_ALIAS and not is_event(topic) and head_of(topic) is None
        found = [f"{counted} {short}"] if counted and short and short not in counted else []
        if counted and event and is_short and not set(topic.lower().split()) & set(counted.lower().split()):
            found.append(f"{counted} {lower_first(topic)}")
        return found

    def _state_in_bracket(self, quantity: Quantity, kind: str) -> bool:
        """A bare figure in brackets: last year's level, an equivalent, a reference; False if it is none of them."""
        whole, frame = self.frame.whole, self.frame
        if whole is None or kind == "count":
            return False
        if frame.is_after_base and kind == whole.kind:
            draft = replace_level(whole, quantity, LEVEL_BEFORE)
            draft.period, draft.status = (
                self.base_period or (self.period.previous_year() if self.period else None),
                Status.ACTUAL,
            )
            self.outcome.drafts.append(draft)
            return True
        if frame.is_after_figure and kind == whole.kind and whole.quantity and whole.quantity.unit != quantity.unit:
            self._add(replace_level(whole, quantity, EQUIVALENT), Approach(), is_anchor=False)
            return True
        if frame.reference:
            name = f"{whole.name} ({lower_first(frame.reference)})"[:MAX_NAME]
            place = "cả nước" if "cả nước" in frame.reference.lower() else ""
            self._add(Draft(name, quantity, kind=kind, place=place, doubts=[REFERENCE]), Approach(), is_anchor=False)
            return True
        return False

    def _add(self, draft: Draft, approach: Approach, is_anchor: bool = True) -> Draft:
        """Put the draft into its time and status; later figures hang on it."""
        draft.period, draft.status, draft.as_of = self.period, self._status(), self.as_of
        if self.doubt:
            draft.doubt(self.doubt)
        if approach.status in ("plan", "target") and any(c.is_cue("plan") for c in approach.name):
            self.frame.status = None  # "kế hoạch … là" tells the status of its own figure only
        if draft.quantity is not None and draft.quantity.total is not None and draft.kind in ("money", "measure"):
            draft.total_is = "plan"
        self.outcome.drafts.append(draft)
        if is_anchor:
            self.frame.anchor = draft
            if draft.head and not self.frame.is_part:
                self.frame.head, self.frame.note = draft.head, draft.note
        return draft


def replace_level(draft: Draft, quantity: Quantity, doubt: str) -> Draft:
    """A second level of the same indicator."""
    return replace(draft, quantity=quantity, compared=[], doubts=[doubt], aliases=list(draft.aliases), total_is="")


def _goes_up_to(chunks: Sequence[Chunk]) -> bool:
    """Does "lên", "xuống còn" lead to the next figure, before any comma?"""
    for chunk in chunks:
        if chunk.kind is Kind.FIGURE or chunk.is_mark(",;:()"):
            return False
        if chunk.is_cue("level", "soft") and chunk.text.lower().split()[0] in _UP_TO:
            return True
    return False


def _base_of(chunk: Chunk) -> Base:
    """What comparisons are made with where this chunk stands."""
    if chunk.is_cue("previous") or (chunk.mention is not None and chunk.mention.role is TimeRole.BASE):
        return "previous"
    return "plan" if chunk.is_cue("plan") else ""


def _governs(before: Sequence[Chunk], mention: PeriodMention) -> bool:
    """Is the time that of the figures to come? Years of a programme ("giai đoạn 2021-2025") and of aims are not."""
    is_led = any(c.kind is Kind.WORD for c in before)
    if mention.role is TimeRole.BY:
        return not is_led or any(c.is_cue("status") for c in before)
    return mention.period.first[0] == mention.period.year or not is_led


def _closes(chunks: Sequence[Chunk]) -> bool:
    """Does the bracket that opens here close among the chunks?"""
    return any(chunk.is_mark(")") for chunk in chunks)


def _is_up_to(approach: Approach) -> bool:
    words = approach.verb.text.lower().split() if approach.verb is not None else [""]
    return words[0] in _UP_TO and words[-1] != "có"


def _follows_figure(gap: Sequence[Chunk], at: int, is_last: bool) -> bool:
    """Does the time stand right behind the figure before the gap, with a mark or the end after it?"""
    if any(not c.is_cue("lead", "soft") for c in gap[:at]):
        return False
    return gap[at + 1].is_mark(",;.)") or _is_up_to_cue(gap[at + 1]) if at + 1 < len(gap) else is_last


def _is_up_to_cue(chunk: Chunk) -> bool:
    return chunk.is_cue("level", "soft") and chunk.text.lower().split()[0] in _UP_TO


def _status_after(after: Sequence[Chunk]) -> str:
    """ "13/20 nguồn thu ước đạt": a status behind the figure, before any mark or figure."""
    for chunk in after:
        if chunk.kind in (Kind.MARK, Kind.FIGURE):
            break
        if chunk.is_cue("status") and chunk.value == "estimate":
            rest = after[after.index(chunk) + 1 :]
            stop = next((c for c in rest if c.kind in (Kind.MARK, Kind.FIGURE)), None)
            return "" if stop is not None and stop.kind is Kind.FIGURE else chunk.value
    return ""
