"""The house: one order of imports, no crowded room, no module too small, no Vietnamese word looked for in code."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from knowledge.language.text.syllables import is_syllable

ROOT = Path(__file__).parent.parent
ORDER = (
    *(f"knowledge.language.{room}" for room in ("table", "text", "spelling", "lexicon", "encoder")),
    *(f"knowledge.language.{room}" for room in ("numbers", "times", "quantities", "places")),
    *(f"knowledge.documents.{room}" for room in ("layout", "plain", "html", "word", "pdf", "formats")),
    *(f"knowledge.facts.{room}" for room in ("record", "folder", "versions", "store", "live")),
    *(f"knowledge.extraction.{room}" for room in ("sentence", "figures", "tables", "report", "sandbox")),
    *(f"knowledge.answering.{room}" for room in ("index", "reading", "finding", "answer", "deciding", "telling")),
    *("knowledge.answering.dialogue", "knowledge.answering.export", "knowledge.answering"),
    "knowledge.review",
    *(f"handlers.{room}" for room in ("settings", "library", "thinking", "database", "memory")),
    *(f"handlers.{room}" for room in ("context", "wire", "chat")),
    *(f"handlers.editors.{room}" for room in ("panels", "drafts", "inbox", "desk")),
    *("handlers.service", "handlers.terminal", "bot"),
)
STAGES = [room.rpartition(".")[0] or room for room in ORDER]  # a room with its neighbours: knowledge.language
BESIDE = ("knowledge.answering", "knowledge.extraction")  # neither imports the other, whatever their order
CROWD = 14  # files in a folder, beside __init__.py
SMALLEST = 30  # lines of a module
MODULES = sorted(p for folder in ("knowledge", "handlers") for p in (ROOT / folder).rglob("*.py"))
FOLDERS = sorted({path.parent for path in MODULES})


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


TREES = {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


def room_of(module: str) -> int:
    """The place in the order of the room a module is in; -1 of what is not ours or stands for several rooms."""
    rooms = [at for at, room in enumerate(ORDER) if module == room or module.startswith(room + ".")]
    return max(rooms, key=lambda at: len(ORDER[at]), default=-1)


def imports_of(module: str) -> list[str]:
    """What a module imports anywhere in it; of `from package import module` the module."""
    found = [a.name for node in ast.walk(TREES[module]) if isinstance(node, ast.Import) for a in node.names]
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{a.name}" for a in node.names]
            found += [name if name in TREES else node.module for name in inner]
    return found


# ------------------------------------------------------------------------------------------------- order of imports
def test_every_room_has_a_place_in_the_order_and_every_place_a_room() -> None:
    packages = {name for path in FOLDERS for name in (name_of(path / "__init__.py"),)}
    homeless = [name for name in TREES if name not in packages and room_of(name) < 0]
    empty = [room for room in ORDER if room != "bot" and room not in TREES]
    assert (homeless, empty) == ([], [])


@pytest.mark.parametrize("module", TREES)
def test_a_module_imports_only_from_rooms_above_or_its_own(module: str) -> None:
    own = room_of(module)
    assert [name for name in imports_of(module) if room_of(name) > own >= 0] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {module: [name for name in imports_of(module) if name in TREES and name != module] for module in TREES}
    TopologicalSorter(graph).prepare()  # raises CycleError that names them


def test_extraction_and_answering_do_not_know_each_other() -> None:
    stage_of = {name: ".".join(name.split(".")[:2]) for name in TREES}
    crossing = [
        (module, imported)
        for module, stage in stage_of.items()
        for imported in imports_of(module)
        if {stage, stage_of.get(imported)} == set(BESIDE)
    ]
    assert crossing == []


def test_only_handlers_import_telegram() -> None:
    outside = [m for m in TREES if not m.startswith("handlers") and any("telegram" in name for name in imports_of(m))]
    assert outside == []


def test_the_terminal_and_the_memory_do_not_import_telegram() -> None:
    rooms = tuple(f"handlers.{room}" for room in ("settings", "library", "memory", "terminal"))
    outside = [m for m in TREES if m.startswith(rooms) and any(n.startswith("telegram") for n in imports_of(m))]
    assert outside == []


def test_asking_imports_neither_telegram_nor_sqlalchemy() -> None:
    code = (
        "import sys, bot; code = bot.main(['ask', 'thu ngân sách 2021?', '--json']); "
        "heavy = sorted({'telegram', 'sqlalchemy', 'aiohttp', 'httpx'} & set(sys.modules)); "
        "print(heavy, file=sys.stderr); sys.exit(code)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr.strip()) == (0, "[]")


# ------------------------------------------------------------------------------------------------- rooms and modules
def test_no_room_is_crowded() -> None:
    count = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    assert {str(folder): number for folder, number in count.items() if number > CROWD} == {}


def test_no_module_is_too_small_to_be_one() -> None:
    sizes = {name_of(p): len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES if p.name != "__init__.py"}
    assert {name: size for name, size in sizes.items() if size < SMALLEST} == {}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_every_room_tells_what_it_is_for(folder: Path) -> None:
    told = ast.get_docstring(TREES[name_of(folder / "__init__.py")]) or ""
    assert len(told.splitlines()) >= 5


def test_the_names_of_modules_tell_neighbours_apart() -> None:
    """No module beside a room of its name, none that only says that it helps."""
    shadowed = [name_of(path) for path in MODULES if path.with_suffix("").is_dir()]
    empty = [name for name in TREES if name.rpartition(".")[2] in ("utils", "helpers", "common", "misc", "base")]
    assert (shadowed, empty) == ([], [])


# ------------------------------------------------------------------------------------------------- words of the country
SEARCHES = re.compile(
    "compile|count|endswith|find|findall|finditer|fold|frozenset|fullmatch|index|match|partition|removeprefix"
    "|removesuffix|replace|rfind|rpartition|rsplit|search|set|split|startswith|sub|to_keys"
)  # functions and methods that look for their arguments in a text, or make what is looked for
LETTERS = re.compile(r"\[[^\]]*\]")  # a class of letters in a pattern names no word
WORD = re.compile(r"[^\W\d_]{2,}")
TO_BE_MENDED: frozenset[str] = frozenset()  # modules that still hold such words


def is_vietnamese(text: str) -> bool:
    """Does it hold a Vietnamese syllable with a letter that English has not? A single letter is no word."""
    words = WORD.findall(LETTERS.sub(" ", text))
    return any(not word.isascii() and is_syllable(word.lower()) for word in words)


def constants_of(module: str) -> dict[str, ast.expr]:
    """The constants of a module by their names; of several bound at once each by its own."""
    found: dict[str, ast.expr] = {}
    for node in TREES[module].body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            values = node.value.elts if isinstance(node.value, ast.Tuple) else ()
            names = [target.id for target in node.targets[0].elts if isinstance(target, ast.Name)]
            found |= dict(zip(names, values, strict=False))
    return found


def literals(node: ast.AST, constants: dict[str, ast.expr]) -> Iterator[ast.Constant]:
    """The literals an operand consists of: those of a collection, a sum, an f-string, a constant; of no call in it."""
    if isinstance(node, ast.Constant):
        yield node
    elif isinstance(node, ast.Name) and node.id in constants:
        yield from literals(constants[node.id], {})
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        for item in node.elts:
            yield from literals(item, constants)
    elif isinstance(node, ast.BinOp):
        yield from (*literals(node.left, constants), *literals(node.right, constants))
    elif isinstance(node, ast.JoinedStr):
        for item in node.values:
            yield from literals(item, constants)


def operands(node: ast.AST) -> list[ast.AST]:
    """What of a node is compared with a text, looked for in it, or looked up by it."""
    match node:
        case ast.Compare():
            return [node.left, *node.comparators]
        case ast.Call(func=ast.Attribute(attr="get")):
            return [*node.args[:1]]
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if SEARCHES.fullmatch(name):
            return [*node.args]
        case ast.Set():
            return [node]
        case ast.Dict():
            return [key for key in node.keys if key is not None]
        case ast.MatchValue():
            return [node.value]
    return []


def searched_words(module: str) -> set[tuple[int, str]]:
    """Line and words of each Vietnamese literal that is compared with a text, searched in it or looked up by it."""
    constants = constants_of(module)
    found = [c for node in ast.walk(TREES[module]) for part in operands(node) for c in literals(part, constants)]
    return {(c.lineno, c.value) for c in found if isinstance(c.value, str) and is_vietnamese(c.value)}


@pytest.mark.parametrize(
    "module",
    [
        pytest.param(module, marks=pytest.mark.xfail(strict=True, reason="words to be moved into a table"))
        if module in TO_BE_MENDED
        else module
        for module in TREES
    ],
)
def test_no_vietnamese_word_is_looked_for_outside_the_tables(module: str) -> None:
    assert searched_words(module) == set()


def test_no_code_names_a_place_of_the_reports() -> None:
    assert [name_of(p) for p in MODULES if "bắc kạn" in p.read_text(encoding="utf-8").casefold()] == []
