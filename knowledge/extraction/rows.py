"""A row of a table, "header: value; header: value", -> the drafts it states."""

from dataclasses import dataclass

from knowledge.extraction.chunks import Chunk, Kind, find_chunks
from knowledge.extraction.draft import Comparison, Draft
from knowledge.extraction.heads import unit_kind
from knowledge.extraction.names import MAX_NAME, capitalize
from knowledge.extraction.setting import Outcome, Setting
from knowledge.facts.fact import Relation, Status
from knowledge.language.period import Role
from knowledge.language.quantity import Quantity, QuantityError, parse_quantity
from knowledge.language.text import fold

_UNIT_HEADS = ("don vi", "dvt")
_NUMBER_HEADS = ("stt", "tt", "so tt", "#")


@dataclass(frozen=True, slots=True)
class Cell:
    """A header, the value under it, the quantity the value states, if it states one."""

    head: str
    value: str
    quantity: Quantity | None

    @property
    def is_unit(self) -> bool:
        return fold(self.head).startswith(_UNIT_HEADS)


def is_row(text: str) -> bool:
    """Has the text two cells with headers or more?"""
    return sum(": " in part for part in text.split("; ")) > 1


def read_row(text: str, setting: Setting) -> Outcome:
    """The levels of the row's first words, each in the period and status of its header, and their comparisons."""
    cells = [cell for part in text.split("; ") if fold((cell := _to_cell(part)).head) not in _NUMBER_HEADS]
    name = next((cell.value for cell in cells if cell.quantity is None and not cell.is_unit), "")
    unit = next((cell.value for cell in cells if cell.is_unit), "")
    outcome = Outcome(period=setting.period)
    for cell in cells if name else ():
        if cell.quantity is None or cell.is_unit:
            continue
        draft = _to_draft(name, unit, cell, setting)
        if relation := _relation(cell, draft):
            _hang(Comparison(relation, cell.quantity), draft, outcome)
        else:
            outcome.drafts.append(draft)
    return outcome


def _to_cell(part: str) -> Cell:
    head, _, value = part.rpartition(": ")
    try:
        return Cell(head, value, parse_quantity(value.rstrip(".")))
    except QuantityError:
        return Cell(head, value, None)


def _to_draft(name: str, unit: str, cell: Cell, setting: Setting) -> Draft:
    chunks = find_chunks(cell.head, setting.anchor)
    named = f"{name} ({unit})" if unit and cell.quantity and not cell.quantity.unit else name
    draft = Draft(capitalize(named)[:MAX_NAME], cell.quantity, setting.period, setting.status)
    draft.aliases = [capitalize(name)] if named != name else []
    draft.kind = unit_kind(cell.quantity.unit if cell.quantity and cell.quantity.unit else unit)
    if times := [c.mention.period for c in chunks if c.mention and c.mention.role is not Role.BASE]:
        draft.period = times[-1]
    draft.status = _status(chunks, draft.status)
    return draft


def _status(chunks: list[Chunk], usual: Status) -> Status:
    """The status by the header: "Kế hoạch 2022", "Ước thực hiện"."""
    for chunk in chunks:
        if chunk.kind is Kind.CUE and chunk.cue in ("plan", "status") and chunk.value:
            known = {"target": Status.TARGET, "plan": Status.PLAN}
            return known.get(chunk.value, Status.ESTIMATE)
    return usual


def _relation(cell: Cell, draft: Draft) -> Relation | None:
    """What the header "So với KH (%)" compares with; None if it compares nothing."""
    chunks = find_chunks(cell.head, draft.period)
    is_compared = any(chunk.is_cue("versus", "reach", "change") for chunk in chunks) or "%" in cell.head
    if not is_compared or cell.quantity is None:
        return None
    if any(chunk.is_cue("change") for chunk in chunks):
        return Relation.PCT_CHANGE if "%" in cell.head + cell.value else Relation.ABS_CHANGE
    if any(chunk.is_cue("plan") for chunk in chunks):
        return Relation.PCT_OF_PLAN
    is_previous = any(c.is_cue("previous") or (c.mention and c.mention.role is Role.BASE) for c in chunks)
    return Relation.PCT_OF_PREVIOUS if is_previous else None


def _hang(comparison: Comparison, draft: Draft, outcome: Outcome) -> None:
    """Hang the comparison on the last level that happened; on a draft without a figure if there is none."""
    levels = [found for found in outcome.drafts if not found.status.is_planned]
    if not levels:
        draft.quantity, draft.status = None, Status.ACTUAL
        outcome.drafts.append(draft)
        levels = [draft]
    levels[-1].compared.append(comparison)
