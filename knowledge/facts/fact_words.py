"""What a status and a relation are called to a person."""

from knowledge.facts.fact import Relation, Status

STATUS_WORDS = {
    Status.ACTUAL: "thực hiện",
    Status.ESTIMATE: "ước thực hiện",
    Status.PLAN: "kế hoạch",
    Status.TARGET: "mục tiêu",
}
RELATION_WORDS = {
    Relation.PCT_OF_PLAN: "so với kế hoạch",
    Relation.PCT_OVER_PLAN: "vượt kế hoạch",
    Relation.PCT_OF_PREVIOUS: "so với cùng kỳ",
    Relation.PCT_CHANGE: "so với kỳ trước",
    Relation.ABS_CHANGE: "so với kỳ trước",
    Relation.RATIO: "so với kỳ trước",
}
