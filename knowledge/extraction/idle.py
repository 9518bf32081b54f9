"""Figures that state no fact, and why."""

from knowledge.extraction.frame import Frame
from knowledge.extraction.heads import find_head, idle_units
from knowledge.extraction.sighting import Sighting

NO_INDICATOR, LENGTH_OF_TIME = "không phải chỉ tiêu", "khoảng thời gian"
NO_UNIT, IN_WORDS = "số không có đơn vị", "số viết bằng chữ"


def why_idle(sighting: Sighting, frame: Frame) -> str:
    """Why the figure states no fact, in Vietnamese; "" if it states one."""
    approach, quantity = sighting.approach, sighting.quantity
    head = find_head(approach.name)
    if approach.is_idle:
        return NO_INDICATOR
    if sighting.kind == "time":
        return "" if head and "time" in head.measures else LENGTH_OF_TIME
    unit = quantity.unit.split("/", maxsplit=1)[0]
    if unit in idle_units() and head is None and approach.relation not in ("times", "change"):
        return NO_INDICATOR
    if not sighting.kind and head is None and approach.relation not in ("change", "exceed", "reach"):
        before = frame.anchor or frame.whole
        return "" if before is not None and before.kind == "count" and approach.name else NO_UNIT
    is_word = not any(char.isdigit() for char in quantity.surface)
    return IN_WORDS if is_word and not (approach.verb or approach.name) else ""
