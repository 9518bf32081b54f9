"""The house: a module imports only from rooms above its own, and light commands stay light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("knowledge.language", "knowledge.facts", "knowledge.extraction", "knowledge.answering", "handlers", "bot")
BESIDE = {("knowledge.answering", "knowledge.extraction")}  # two rooms side by side: neither imports the other
MODULES = sorted(p for folder in ("knowledge", "handlers") for p in (ROOT / folder).rglob("*.py"))


def room_of(module: str) -> int:
    return next((i for i, room in enumerate(ROOMS) if module == room or module.startswith(room + ".")), -1)


def imports_of(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names]
    return found + [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_rooms_above_or_its_own(path: Path) -> None:
    own = room_of(name_of(path))
    upward = [m for m in imports_of(path) if room_of(m) > own]
    assert upward == []


def test_extraction_and_answering_do_not_know_each_other() -> None:
    crossing = [
        (name_of(path), imported)
        for path in MODULES
        for imported in imports_of(path)
        for a, b in BESIDE
        if {a, b} == {".".join(name_of(path).split(".")[:2]), ".".join(imported.split(".")[:2])}
    ]
    assert crossing == []


def test_only_handlers_import_telegram() -> None:
    outside = [
        name_of(p) for p in MODULES if not name_of(p).startswith("handlers") and "telegram" in str(imports_of(p))
    ]
    assert outside == []


def test_asking_imports_neither_telegram_nor_sqlalchemy() -> None:
    code = (
        "import sys, bot; code = bot.main(['ask', 'thu ngân sách 2021?', '--json']); "
        "heavy = sorted({'telegram', 'sqlalchemy', 'aiohttp', 'httpx'} & set(sys.modules)); "
        "print(heavy, file=sys.stderr); sys.exit(code)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr.strip()) == (0, "[]")


def test_no_code_names_a_place_of_the_reports() -> None:
    named = [name_of(p) for p in MODULES if "bắc kạn" in p.read_text(encoding="utf-8").casefold()]
    assert named == []
