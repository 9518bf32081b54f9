"""What holds where a figure stands: the frame it inherits from, its status, its time; drafts put into it."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.extraction.sentence.chunks import Chunk, Kind, drop_opening, find_pairs, function_words, words_of
from knowledge.extraction.sentence.comparison_base import base_of
from knowledge.extraction.sentence.draft import Draft
from knowledge.extraction.sentence.figure_period import Clock
from knowledge.extraction.sentence.head_words import find_head
from knowledge.extraction.sentence.indicator_name import lower_first, shared_head
from knowledge.extraction.sentence.sentence_context import Frame, Outcome, Setting
from knowledge.extraction.sentence.words_before import Approach, read_approach
from knowledge.facts.record.fact import Status
from knowledge.language.quantities.quantity import Quantity

MAX_LABEL = 8  # words before a colon that say what the sentence is about
_STATUS = {"estimate": Status.ESTIMATE, "target": Status.TARGET, "plan": Status.PLAN}

END_OF_TERM = "năm lấy là năm cuối nhiệm kỳ"


class Scene:
    """Follows the marks of one sentence: brackets, semicolons, "trong đó", labels."""

    def __init__(self, text: str, chunks: Sequence[Chunk], setting: Setting) -> None:
        self.text, self.setting = text, setting
        self.frame = Frame(
            subject=setting.subject,
            topic=setting.topic,
            is_labelled=setting.is_labelled,
            introduced=setting.theme,
        )
        self.outcome = Outcome(period=setting.period)
        self.clock = Clock(setting, chunks)
        self._outer: list[Frame] = []

    def enter(self, gap: Sequence[Chunk]) -> Sequence[Chunk]:
        """Follow the chunks between two figures; those after the last hard break."""
        self.clock.take(gap, self.outcome)
        start, depth, pairs = 0, 0, find_pairs(gap)
        for at, chunk in enumerate(gap):
            if at in pairs:
                depth += 1 if chunk.is_mark("(") else -1
            elif not depth and self._takes(chunk, gap[start:at], is_last=at + 1 == len(gap)):
                start = at + 1
        return gap[start:]

    def _takes(self, chunk: Chunk, before: Sequence[Chunk], is_last: bool) -> bool:
        """Is the chunk a hard break? Then what it does is done."""
        if chunk.is_mark("("):
            self._open(before)
        elif chunk.is_mark(")"):
            self.frame = self._outer.pop() if self._outer else self.frame
        elif chunk.is_mark(";"):
            self._end_clause()
        elif chunk.is_cue("part"):
            self._open_parts()
            head = find_head(before)
            if head is not None and head.words in function_words(
                "structure"
            ):  # "cơ cấu kinh tế gồm nông nghiệp 28%, …"
                self.frame.subject, self.frame.is_part = words_of(before, self.text), False
        elif chunk.is_mark(":") and not is_last:
            self._take_label(before)
        else:
            return False
        return True

    def _open(self, before: Sequence[Chunk]) -> None:
        """A bracket: its figures are about the one before it."""
        self._outer.append(self.frame)
        whole = self.frame.last or self.frame.anchor
        approach = read_approach([c for c in before if not c.is_cue("change", "versus")], self.text)
        self.frame = replace(
            self.frame,
            anchor=whole,
            whole=whole,
            head=shared_head(whole.name) if whole else "",
            is_bracket=True,
            is_part=False,
            reference=words_of(approach.name, self.text),
            behind=base_of(before[-1]) if before else self.clock.compared,
            is_after_figure=not before,
        )
        if whole is None and self.frame.reference and self.frame.is_labelled:  # "Các dân tộc: Tày (23%), Dao (15%)"
            label = drop_opening(lower_first(self.frame.topic), "plural")
            self.frame.subject = f"{label} {self.frame.reference}"

    def _end_clause(self) -> None:
        self.frame.owner, self.frame.theme = None, ""
        if self.frame.status is not Status.TARGET:
            self.frame.status = self.frame.whole.status if self.frame.is_part and self.frame.whole else None

    def _open_parts(self) -> None:
        whole = self.frame.anchor or self.frame.whole or (None if self.outcome.drafts else self.setting.before)
        self.frame.is_part, self.frame.whole, self.frame.reference = True, whole, ""
        self.frame.behind, self.frame.is_after_figure = "", False
        if whole is not None:
            self.frame.head, self.frame.note = shared_head(whole.name), whole.note

    def _take_label(self, before: Sequence[Chunk]) -> None:
        """Words before a colon, if no figure stood before them, say what the sentence is about."""
        self.take_status(read_approach(before, self.text), ())
        words = words_of([chunk for chunk in before if chunk.kind is not Kind.TIME], self.text)
        if words and not self.outcome.drafts and len(words.split()) <= MAX_LABEL:
            self.frame.subject = self.frame.topic = words
            self.frame.is_labelled = True

    def take_status(self, approach: Approach, after: Sequence[Chunk]) -> None:
        """Follow "ước", "phấn đấu", "kế hoạch" and, back to what has been done, "đang"."""
        status = approach.status or _status_behind(after)
        if status == "expected":
            status = "target" if self.clock.is_future else "estimate"
        if status:
            self.frame.status = _STATUS[status]
        elif approach.is_now:
            self.frame.status = None

    def status(self) -> Status:
        """The status of a figure that stands here."""
        if self.frame.status is not None:
            return self.frame.status
        if self.frame.is_part and self.frame.whole is not None:
            return self.frame.whole.status
        if self.setting.status.is_planned and not self.clock.is_before_setting:
            return self.setting.status
        return Status.TARGET if self.clock.is_future else Status.ACTUAL

    def leave(self, gap: Sequence[Chunk]) -> Outcome:
        """Follow what stands behind the last figure; what the sentence yields."""
        self.clock.take(gap, self.outcome, is_last=True)
        outermost = self._outer[0] if self._outer else self.frame
        if Status.TARGET in (self.frame.status, outermost.status):
            self.outcome.status = Status.TARGET
        return self.outcome


def _status_behind(after: Sequence[Chunk]) -> str:
    """ "7/12 khoản thu ước đạt": an estimate told behind the figure and before any mark or figure."""
    for at, chunk in enumerate(after):
        if chunk.kind in (Kind.MARK, Kind.FIGURE):
            break
        if chunk.is_cue("status") and chunk.value == "estimate":
            stop = next((c for c in after[at:] if c.kind in (Kind.MARK, Kind.FIGURE)), None)
            return "" if stop is not None and stop.kind is Kind.FIGURE else chunk.value
    return ""


def add(draft: Draft, scene: Scene, is_anchor: bool = True) -> Draft:
    """Put the draft into its time and status; later figures hang on it if it is an anchor."""
    frame, clock = scene.frame, scene.clock
    draft.period, draft.status, draft.as_of = clock.period, scene.status(), clock.as_of
    if clock.doubt:
        draft.doubt(clock.doubt)
    if draft.period is None and frame.is_part and frame.whole is not None:
        draft.period = frame.whole.period
    if scene.setting.horizon and draft.status.is_planned and draft.period in (None, scene.setting.anchor):
        draft.period = scene.setting.horizon
        draft.doubt(END_OF_TERM)
    if draft.quantity is not None and draft.quantity.total is not None and draft.kind in ("money", "measure"):
        draft.total_is = "plan"
    scene.outcome.drafts.append(draft)
    frame.last = draft
    if is_anchor:
        frame.anchor = draft
        if draft.head and not frame.is_part:
            frame.head, frame.note = draft.head, draft.note
    return draft


def repeat(draft: Draft, quantity: Quantity, doubt: str) -> Draft:
    """A second level of the same indicator."""
    return replace(draft, quantity=quantity, compared=[], doubts=[doubt], aliases=list(draft.aliases), total_is="")
