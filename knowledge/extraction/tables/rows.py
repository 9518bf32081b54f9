"""A row of a table -> the drafts it states; its cells of words are read as sentences about the row."""

from dataclasses import dataclass, replace

from knowledge.documents.layout.document import Paragraph, load_words
from knowledge.documents.layout.table_units import find_table_unit
from knowledge.extraction.figures.sentence_figures import read_sentence
from knowledge.extraction.sentence.chunks import Chunk, Kind, find_chunks
from knowledge.extraction.sentence.draft import Comparison, Draft
from knowledge.extraction.sentence.head_words import head_of, unit_kind
from knowledge.extraction.sentence.indicator_name import MAX_NAME, capitalize, complete, is_bare, lower_first, theme_of
from knowledge.extraction.sentence.sentence_context import Outcome, Setting
from knowledge.extraction.tables.cells import Cell, Row, read_cells
from knowledge.extraction.tables.columns import Column, bare_words
from knowledge.facts.record.fact import Relation, Status
from knowledge.language.quantities.quantity import Quantity
from knowledge.language.times.period_mentions import Period

NO_UNIT = "không rõ đơn vị"
UNCLEAR = "cột so sánh không rõ với gì"
OTHER_UNIT = "cột có đơn vị khác với dòng"
NAMELESS = "cột không có tên chỉ tiêu"


@dataclass(frozen=True, slots=True)
class _Reading:
    """A row with what holds around it. unit: the table's, "" if untold."""

    row: Row
    unit: str
    setting: Setting


@dataclass(frozen=True, slots=True)
class _Level:
    """A draft with the column it stands in."""

    at: int
    draft: Draft


def is_row(paragraph: Paragraph) -> bool:
    """Has it cells with headers, and more than one cell?"""
    return len(paragraph.cells) > 1 and any(head for head, _ in paragraph.cells)


def read_row(paragraph: Paragraph, setting: Setting) -> Outcome:
    """The levels of the row, each in the period and status of its column, and their comparisons."""
    outcome, row = Outcome(period=setting.period), read_cells(paragraph, setting.anchor)
    if not row.name and row.place is None and row.period is None:
        return outcome
    reading = _Reading(row, paragraph.unit, setting)
    levels: list[_Level] = []
    compared: list[tuple[int, Cell]] = []
    for at, cell in enumerate(row.figures):
        if _compares(cell, row):
            compared.append((at, cell))
        elif reason := _why_none(cell, reading):
            _pass_over(cell, reason, outcome)
        else:
            levels.append(_Level(at, _to_draft(cell, reading)))
    for at, cell in compared:
        if not _compare(at, cell, reading, levels):
            _pass_over(cell, UNCLEAR, outcome)
    outcome.drafts = [level.draft for level in sorted(levels, key=lambda level: level.at)]
    return outcome


def _compares(cell: Cell, row: Row) -> bool:
    """Does the column compare? Where the columns name the indicators, "Tốc độ tăng (%)" is one of them."""
    return cell.column.is_compared and (bool(row.name) or " so " in f" {bare_words(cell.head)} ")


def _why_none(cell: Cell, reading: _Reading) -> str:
    """Why a figure is no level of the row's indicator; "" if it is one."""
    name = reading.row.name
    if not name:
        return "" if cell.column.name else NAMELESS
    own = reading.row.unit or find_table_unit(name) or ("" if _is_counted(name) else reading.unit)
    given = cell.quantity.unit if cell.quantity and cell.quantity.unit else cell.column.unit
    is_other = unit_kind(given) == "percent" and own and unit_kind(own) != "percent"
    return OTHER_UNIT if is_other else ""


def _pass_over(cell: Cell, reason: str, outcome: Outcome) -> None:
    outcome.idle.append((Chunk(Kind.FIGURE, cell.value, 0, len(cell.value)), reason))


def _to_draft(cell: Cell, reading: _Reading) -> Draft:
    row, setting = reading.row, reading.setting
    name = _name(cell.column, row)
    unit = row.unit or cell.column.unit or ("" if _is_counted(name) else reading.unit)
    has_unit = bool(cell.quantity and cell.quantity.unit) or bool(find_table_unit(name))
    named = f"{name} ({unit})" if unit and not has_unit else name
    draft = Draft(capitalize(named)[:MAX_NAME], cell.quantity, _period(cell.column, row, setting))
    draft.status = _status(cell.column, draft.period, setting)
    draft.aliases = [capitalize(name)[:MAX_NAME]] if named != name else []
    draft.kind = unit_kind(cell.quantity.unit if cell.quantity and cell.quantity.unit else unit)
    draft.place = row.place or ""
    if not unit and not has_unit and not bare_words(name).startswith(("so ", "tong so ")):
        draft.doubt(NO_UNIT)
    if setting.doubt and not (cell.column.period or row.period):
        draft.doubt(setting.doubt)
    return draft


def _name(column: Column, row: Row) -> str:
    """The row's name; the column's where that names an indicator: "Diện tích" of "Lúa"."""
    if not row.name:
        return column.name
    is_of = column.name and head_of(column.name) is not None and head_of(row.name) is None
    return complete(column.name, lower_first(row.name)) if is_of else row.name


def _is_counted(name: str) -> bool:
    words = f"{bare_words(name)} "
    return any(words.startswith(f"{row} ") for row in load_words("row_counted"))


def _period(column: Column, row: Row, setting: Setting) -> Period | None:
    if row.period is not None or column.period is not None:
        return row.period or column.period
    is_done = column.status is not None and not column.status.is_planned
    return setting.anchor if is_done and setting.status.is_planned and setting.anchor else setting.period


def _status(column: Column, period: Period | None, setting: Setting) -> Status:
    """The header's; else what is later than the report is aimed at, what is earlier than its section has happened."""
    if column.status is not None:
        return column.status
    if period is not None and setting.is_sure and setting.anchor and period.first[0] > setting.anchor.year:
        return setting.status if setting.status.is_planned else Status.TARGET
    given = setting.period or setting.anchor
    is_past = period is not None and given is not None and period.last < given.first
    return Status.ACTUAL if is_past else setting.status


def _compare(at: int, cell: Cell, reading: _Reading, levels: list[_Level]) -> bool:
    """Hang a comparison on what it compares, on a draft without a figure if the row has no other; was there one?"""
    column = cell.column
    comparison = _to_comparison(column.relation, cell.quantity) if column.relation and cell.quantity else None
    target = _target(at, column, levels)
    if comparison is None or (target is None and (levels or _is_planned(column))):
        return False
    if target is None:
        told = replace(column, status=column.status or Status.ACTUAL, unit="")
        target = _to_draft(replace(cell, column=told, quantity=None), reading)
        target.drop_doubt(NO_UNIT)
        levels.append(_Level(at, target))
    target.compared.append(comparison)
    return True


def _is_planned(column: Column) -> bool:
    return column.status is not None and column.status.is_planned


def _target(at: int, column: Column, levels: list[_Level]) -> Draft | None:
    """The latest level of the column's status and period, before it if there is one there."""
    is_planned = _is_planned(column)
    fitting = [level for level in levels if level.draft.quantity and level.draft.status.is_planned == is_planned]
    if column.period is not None:
        fitting = [level for level in fitting if level.draft.period == column.period]
    before = [level for level in fitting if level.at < at] or fitting
    return max(before, key=lambda level: _last(level.draft.period)).draft if before else None


def _last(period: Period | None) -> tuple[int, int]:
    return period.last if period is not None else (0, 0)


def _to_comparison(relation: Relation, quantity: Quantity) -> Comparison | None:
    """The comparison; a fall is told by its direction. None if one that cannot fall does."""
    if quantity.value >= 0:
        return Comparison(relation, quantity)
    if relation not in (Relation.PCT_CHANGE, Relation.ABS_CHANGE):
        return None
    risen = replace(quantity, value=-quantity.value, surface=quantity.surface.lstrip("-−–‐‑ "))
    return Comparison(relation, risen, "down")


def read_prose(paragraph: Paragraph, setting: Setting, anchor: Period | None) -> list[Draft]:
    """What "720 ha; sản lượng: 4.230 tấn" in the row "Diện tích lúa" states, read as a sentence about the row."""
    row = read_cells(paragraph, setting.anchor)
    name = capitalize(row.name)
    about = replace(setting, subject=name, topic=name, is_labelled=True, before=None)
    drafts: list[Draft] = []
    for words in row.prose if name else ():
        sentence = f"{name}: {words}"
        drafts += read_sentence(sentence, find_chunks(sentence, anchor), about).drafts
    theme = next(filter(None, map(theme_of, [name, *(draft.name for draft in drafts)])), "")
    for draft in drafts:
        if is_bare(draft.name, head_of(draft.name)):
            draft.name = complete(draft.name, theme)
    return drafts
