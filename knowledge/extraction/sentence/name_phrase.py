"""The chunks around a figure -> the phrase that names it: before the figure, or the noun phrase behind it."""

from collections.abc import Sequence

from knowledge.extraction.sentence.chunks import Chunk, Kind
from knowledge.extraction.sentence.head_words import begins_with_event, find_head

VERBS = ("level", "reach", "exceed", "times", "share", "change", "same")
_NOT_IN_FRONT = ("level", "status", "start", "now", "versus", "reach", "from", "against")
MAX_DONE = 1  # words of what was done that say nothing beside the thing: "ước thu"
MAX_LIST_WORDS = 3  # of a stretch before a comma that belongs to the name after it: "nông, lâm nghiệp"

MAX_TAIL_WORDS = 24


def find_name(chunks: list[Chunk], is_label: bool = False) -> list[Chunk]:
    """The name that ends the chunks, [] if none does. is_label: a colon follows them."""
    name = _trim(_join_lists(chunks, is_label))
    return name or _find_subject(chunks)


def _find_subject(chunks: list[Chunk]) -> list[Chunk]:
    """What the clause before a comma is about where only a verb stands behind it: "nợ đọng đã giảm, còn 5 tỷ đồng"."""
    commas = [at for at, chunk in enumerate(chunks) if chunk.is_mark(",")]
    if not commas or commas[0] == 0:
        return []  # behind a figure: that says what it is about
    clause = chunks[commas[-2] + 1 if len(commas) > 1 else 0 : commas[-1]]
    start = next((at for at in range(len(clause)) if find_head(clause[at:])), len(clause))
    verbs = (at for at in range(start, len(clause)) if clause[at].is_cue(*VERBS, "start", "status"))
    return _trim(clause[start : next(verbs, len(clause))])


def _join_lists(chunks: list[Chunk], is_label: bool = False) -> list[Chunk]:
    """The stretch after the last comma, with those before it that only count up its name: "thịt trâu, bò, lợn"."""
    parts: list[list[Chunk]] = [[]]
    for chunk in chunks:
        parts.append([]) if chunk.is_mark(",…") else parts[-1].append(chunk)
    name = parts.pop()
    is_timed = bool(name) and not any(chunk.kind is Kind.WORD for chunk in name) and not chunks[0].is_mark(",")
    if parts and is_timed and find_head(_trim(parts[-1])):
        name = parts.pop() + name  # "tổng mức bán lẻ, tháng 8 ước đạt"
    if is_label and not find_head(_trim(name)) and not begins_with_event(_trim(name)):
        return [chunk for part in (*parts, name) for chunk in part]  # "bổ sung cho các huyện, thị xã: 5 tỷ"
    while parts and _goes_on(parts[-1], name):
        name = parts.pop() + name
    return name


def _goes_on(before: list[Chunk], name: list[Chunk]) -> bool:
    """Do the words before a comma belong to the name after it?"""
    own = _trim(name)
    head = find_head(own)
    if not own or own[0] is not name[0] or (begins_with_event(own) and not head) or (head and head.size < len(own)):
        return False
    words = _trim(before)
    if before and before[0].text.lower() == "trong":
        return False  # "trong tổng GRDP, kinh tế nhà nước chiếm …"
    if not words or any(chunk.is_cue(*VERBS, "status", "plan") or chunk.kind is Kind.TIME for chunk in words):
        return False
    is_short = len(words) <= MAX_LIST_WORDS and not head
    return find_head(words) is not None or (begins_with_event(words) and not head) or is_short


def _trim(chunks: list[Chunk]) -> list[Chunk]:
    """The name in the chunks: without times, without the words in front that only lead to it."""
    words = [chunk for chunk in chunks if chunk.kind is not Kind.TIME]
    for at in range(len(words) - 1, -1, -1):
        if words[at].is_cue("start", "status", "part") and _has_content(words[at + 1 :]):
            before, words = words[:at], words[at + 1 :]
            is_done = chunks[0] is not words[0] and len(words) <= MAX_DONE and begins_with_event(words)
            if is_done and find_head(before):
                words = before  # "tổng mức bán lẻ ước thu 50 tỷ đồng"
            break
    words = _without_front(words)
    while words and (_is_loose(words[-1]) or words[-1].text in "-–—"):
        words.pop()
    return words if any(len(word.text) > 1 for word in words) else []


def _is_loose(chunk: Chunk) -> bool:
    """May the chunk not end a name?"""
    if chunk.is_word("average", "mean"):
        return False  # "doanh thu bình quân"
    is_lead = chunk.is_cue("lead") and chunk.value != "place"
    return is_lead or chunk.is_cue("start", "soft", "now", "status", "versus", "part") or chunk.is_mark("[].")


def _without_front(words: list[Chunk]) -> list[Chunk]:
    while words:
        first = words[0]
        is_mark = not first.text[0].isalnum()
        is_event = first.is_cue("reach") and begins_with_event(words)
        is_change = first.is_cue("change") and not first.is_word("growth") and find_head(words[1:])
        is_cue = first.is_cue(*_NOT_IN_FRONT) and not is_event
        if not (is_mark or is_cue or is_change or (first.is_cue("lead") and _leads(words))):
            break
        words = words[1:]
        while first.value in ("place", "area") and words and _is_capital(words[0]):
            words = words[1:]
    return words


def _leads(words: list[Chunk]) -> bool:
    """Is the first word no part of the name? "tỉnh" is one where no capital and no verb follows."""
    if words[0].value != "place":
        return True
    rest = words[1:]
    return not rest or _is_capital(rest[0]) or rest[0].kind is Kind.CUE or begins_with_event(rest)


def _is_capital(chunk: Chunk) -> bool:
    return chunk.kind is Kind.WORD and chunk.text[0].isupper() and not chunk.text.isupper()


def _has_content(chunks: list[Chunk]) -> bool:
    return any(chunk.kind is Kind.WORD and chunk.text[0].isalnum() for chunk in chunks)


def noun_end(after: Sequence[Chunk]) -> int:
    """How many chunks after a figure make the noun phrase that it counts: up to a mark, "với" or the next verb."""
    end = 0
    for at, chunk in enumerate(after[:MAX_TAIL_WORDS]):
        if chunk.kind in (Kind.MARK, Kind.FIGURE, Kind.TIME) or chunk.is_word("with") or chunk.text in ("-", "–", "—"):
            break
        if chunk.is_cue(*VERBS, "status", "part") and _leads_to_figure(after[at:]):
            break
        if _opens_name(after[at:], is_first=at == 0) and _leads_to_figure(after[at:], until_mark=True):
            break
        if chunk.is_word("and") and _leads_to_figure(after[at:], until_mark=True):
            break
        end = at + 1 if not chunk.is_cue("lead", "soft", "start", "versus", "from", "now", "level") else end
    return end


def _opens_name(chunks: Sequence[Chunk], is_first: bool) -> bool:
    """Does the name of the next figure begin here: "tổng công suất", "đạt giá trị thu nhập"?

    Right behind a figure a head begins its own noun ("200 ha diện tích đất …"), unless the next figure follows at once.
    """
    is_verb = chunks[0].is_cue(*VERBS)
    head = find_head(chunks[1:] if is_verb else chunks)
    if head is None or not head.is_open:
        return False
    return not is_first or is_verb or _leads_to_figure(chunks[head.size :])


def _leads_to_figure(chunks: Sequence[Chunk], until_mark: bool = False) -> bool:
    """Do only verbs and soft words stand before the next figure (or, with until_mark, any words but no mark)?"""
    for chunk in chunks:
        if chunk.kind is Kind.FIGURE:
            return True
        if chunk.kind is Kind.MARK or chunk.is_word("with") or not (until_mark or chunk.kind in (Kind.CUE, Kind.TIME)):
            return False
    return False
