"""ReportRecord -> the text of facts.yaml: block style, sentences folded, scalars quoted where YAML needs it.

And facts.schema.json, so that an editor completes and checks while typing: `python -m knowledge.facts.folder.format`
writes it anew.
"""

import json
import textwrap
from collections.abc import Iterable
from pathlib import Path

from knowledge.facts.record.report_record import ComparisonRecord, FactRecord, IgnoredRecord, ReportRecord

SCHEMA_LINE = "# yaml-language-server: $schema=../../facts.schema.json"
_WIDTH = 110
_SPECIAL_START = set("-?:,[]{}#&*!|>'\"%@` ")
_SPECIAL_WORDS = {"", "~", "null", "true", "false", "yes", "no", "on", "off"}

SCHEMA_PATH = Path(__file__).parents[2] / "facts.schema.json"


def format_report(record: ReportRecord) -> str:
    """The whole facts.yaml; loading it gives the same record."""
    lines = [SCHEMA_LINE]
    for name in ("title", "author", "publisher", "published", "place", "period"):
        lines += _scalar(name, getattr(record, name), "")
    lines += _section("facts", (line for fact in record.facts for line in [*format_fact(fact), ""]))
    lines += _section("ignored", (line for item in record.ignored for line in _format_ignored(item)))
    return "\n".join(lines).rstrip("\n") + "\n"


def format_fact(fact: FactRecord) -> list[str]:
    """The lines of one item of `facts:`."""
    lines = _scalar("id", fact.id, "    ") + _scalar("indicator", fact.indicator, "    ")
    lines += _list("aliases", fact.aliases)
    for name in ("place", "period", "as_of", "status", "figure", "total_is"):
        lines += _scalar(name, getattr(fact, name), "    ")
    if fact.compared:
        lines.append("    compared:")
        lines += [line for comparison in fact.compared for line in _format_comparison(comparison)]
    lines += _folded("sentence", fact.sentence, "    ") + _list("doubts", fact.doubts)
    return ["  - " + lines[0].lstrip(), *lines[1:]]


def _format_comparison(record: ComparisonRecord) -> list[str]:
    lines: list[str] = []
    for name in ("relation", "figure", "id", "direction", "against"):
        lines += _scalar(name, getattr(record, name), "        ")
    lines += _folded("sentence", record.sentence, "        ") if record.sentence else []
    return ["      - " + lines[0].lstrip(), *lines[1:]]


def _format_ignored(record: IgnoredRecord) -> list[str]:
    lines = _scalar("text", record.text, "    ") + _scalar("reason", record.reason, "    ")
    return ["  - " + lines[0].lstrip(), *lines[1:]]


def _section(name: str, lines: Iterable[str]) -> list[str]:
    body = list(lines)
    return ["", f"{name}:", *body] if body else []


def _list(name: str, items: tuple[str, ...]) -> list[str]:
    return [f"    {name}:", *(f"      - {quote_scalar(item)}" for item in items)] if items else []


def _scalar(name: str, value: str | None, indent: str) -> list[str]:
    return [] if value is None else [f"{indent}{name}: {quote_scalar(str(value))}"]


def _folded(name: str, value: str, indent: str) -> list[str]:
    words = " ".join(value.split())
    body = textwrap.wrap(words, _WIDTH - len(indent) - 2, break_long_words=False, break_on_hyphens=False)
    return [f"{indent}{name}: >-", *(f"{indent}  {line}" for line in body)]


def quote_scalar(value: str) -> str:
    """The value as YAML reads it back, in double quotes only where plain words would be misread.

    >>> quote_scalar("102%"), quote_scalar("% kế hoạch"), quote_scalar("a: b")
    ('102%', '"% kế hoạch"', '"a: b"')
    """
    risky = value[:1] in _SPECIAL_START or value.strip() != value or value.casefold() in _SPECIAL_WORDS
    risky = risky or ": " in value or " #" in value or value.endswith(":") or not value.isprintable()
    if not risky:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def format_schema() -> str:
    """The JSON Schema of facts.yaml as it is committed."""
    schema = ReportRecord.model_json_schema()
    schema["title"] = "facts.yaml"
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA_PATH.write_text(format_schema(), encoding="utf-8")
