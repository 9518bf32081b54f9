"""ReportRecord -> facts.schema.json, so that an editor completes and checks while typing.

`python -m knowledge.facts.schema` writes it anew.
"""

import json
from pathlib import Path

from knowledge.facts.fact import ReportRecord

SCHEMA_PATH = Path(__file__).parent.parent / "facts.schema.json"


def format_schema() -> str:
    """The JSON Schema of facts.yaml as it is committed."""
    schema = ReportRecord.model_json_schema()
    schema["title"] = "facts.yaml"
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA_PATH.write_text(format_schema(), encoding="utf-8")
