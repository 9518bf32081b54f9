"""A group of questions in vain -> a name for an indicator: which one, in what words, to what effect, given."""

import asyncio
from collections.abc import Iterable

from telegram import Update

from handlers.context import HandlerContext
from handlers.editors.inbox.aliases import (
    Effect,
    Naming,
    add_alias,
    find_reports,
    find_trouble,
    preview_alias,
    tidy_alias,
)
from handlers.editors.inbox.groups import Group, is_answered
from handlers.editors.panels.difference import describe_refusals
from handlers.editors.panels.history import UNDO, describe, make_author
from handlers.editors.panels.panel import Panel, Row, describe_error, find_page, write_panel
from handlers.library import Library, Served
from handlers.memory.alias_offers import AliasOffer, find_offer, save_offer
from handlers.memory.asked import list_recent
from handlers.memory.prompts import Prompt, save_prompt
from knowledge.answering import Index, ask
from knowledge.facts.record.errors import DataError
from knowledge.facts.record.fact import Fact
from knowledge.facts.versions.audit import Author
from knowledge.language.text.tokens import fold

LOOKS, LOOK_S = 16, 0.2  # the files are looked at every second
NEAR_SHOWN, ALL_SHOWN, QUESTIONS = 6, 8, 20
WHICH = "“{}” là tên khác của chỉ tiêu nào?"
NOTHING_NEAR = "Không có chỉ tiêu nào gần với câu hỏi này; chọn trong tất cả:"
TYPE_NAME = "Gõ tên khác cho “{indicator}” ({where})."
EVERYWHERE = "mọi báo cáo có chỉ tiêu này"
GIVEN = "“{alias}” nay là tên khác của “{indicator}”."
REFUSED, REFUSED_SOME = "Chưa thêm được tên này:", "Chưa thêm được tên này ở đủ các báo cáo:"
KNOWN = "{report}: các mục này đã có tên đó rồi."
GONE = "Chỉ tiêu này không còn trong các báo cáo đang phục vụ."

Target = tuple[str, bool]  # the key of a fact of the indicator, and whether all reports that have it are meant


async def offer_near(context: HandlerContext, group: Group) -> Panel:
    """The indicators nearest to the question, a button each."""
    index = context.bot_data.knowledge()
    facts = await asyncio.to_thread(_find_near, index, group)
    if not facts:
        return await offer_all(context, group, 0, NOTHING_NEAR)
    rows = _indicator_rows(facts[:NEAR_SHOWN], index, group)
    others = (("Chỉ tiêu khác", f"q:{group.id}:l:0"),)
    return write_panel([WHICH.format(group.topic)], *rows, others, (_back(group),))


async def offer_all(context: HandlerContext, group: Group, number: int, head: str = "") -> Panel:
    """All indicators in the order of the alphabet, a page at a time."""
    index = context.bot_data.knowledge()
    facts = {(f.indicator, f.report): f for f in index.facts if f.indicator}
    page = find_page(sorted(facts.values(), key=lambda f: (fold(f.indicator), f.report)), number, ALL_SHOWN)
    rows = _indicator_rows(page.items, index, group)
    turn = page.turn_row(f"q:{group.id}:l:{{}}")
    return write_panel([head or WHICH.format(group.topic)], *rows, *turn, (_back(group),))


async def ask_alias(update: Update, context: HandlerContext, group: Group, target: Target) -> Panel:
    """Wait for the words of the name; the question's own are offered."""
    index, (key, is_everywhere) = context.bot_data.knowledge(), target
    fact = index.store.find(key)
    if fact is None:
        return write_panel([GONE], (_back(group),))
    query, chat = update.callback_query, update.effective_chat
    if query and query.message and chat:
        data = f"q:{group.id}:{'W' if is_everywhere else 'w'}:{key}"
        await save_prompt(context.bot_data.state, Prompt(chat.id, data, query.message.message_id))
    where = EVERYWHERE if is_everywhere else fact.title
    use = (f"Dùng “{group.topic}”", f"q:{group.id}:{'U' if is_everywhere else 'u'}:{key}")
    is_whole = any(group.topic in text for text in group.texts)  # else words from here and there in the question
    is_usable = is_whole and not find_trouble(tidy_alias(group.topic), fact.indicator, index)
    offered: tuple[Row, ...] = ((use,),) if is_usable else ()
    lines = [TYPE_NAME.format(indicator=fact.indicator, where=where)]
    return write_panel(lines, *offered, (("Thôi", f"q:{group.id}:v"),))


async def ask_confirmation(context: HandlerContext, group: Group, text: str, target: Target) -> Panel:
    """What the name would change, and the button that gives it; or why it cannot be given."""
    services, (key, is_everywhere), alias = context.bot_data, target, tidy_alias(text)
    index = services.knowledge()
    fact = index.store.find(key)
    if fact is None:
        return write_panel([GONE], (_back(group),))
    again = ("Gõ tên khác", f"q:{group.id}:{'j' if is_everywhere else 'i'}:{key}")
    recent = await list_recent(services.state)
    naming = _name(alias, fact, group, index, is_everywhere=is_everywhere)
    try:
        effect = await asyncio.to_thread(_weigh, context.bot_data.desk.library, naming, index, recent)
    except DataError as error:
        effect = Effect(trouble=describe_error(error))
    if effect.trouble:
        return write_panel(["Chưa thêm được tên này.", effect.trouble], (again,), (_back(group),))
    offer = await save_offer(services.state, AliasOffer(alias, key, is_everywhere))
    where = f" (trong {len(naming.reports)} báo cáo)" if len(naming.reports) > 1 else ""
    lines = [f"Thêm “{alias}” làm tên khác của “{fact.indicator}”{where}?", "Các câu hỏi của nhóm:", *effect.own]
    lines += ["Câu hỏi khác cũng đổi:", *effect.others] if effect.others else ["Không câu hỏi nào khác đổi."]
    return write_panel(lines, (("Thêm", f"q:{group.id}:A:{offer}"), again), (_back(group),))


async def give_alias(update: Update, context: HandlerContext, group: Group, number: int) -> Panel:
    """The offered name is given from now on; twice is once. What was done, report by report, or why not."""
    services, author = context.bot_data, make_author(update.effective_user)
    offer, index = await find_offer(services.state, number), services.knowledge()
    fact = index.store.find(offer.fact_key) if offer else None
    if offer is None or fact is None:
        return write_panel([GONE], (_back(group),))
    naming = _name(offer.alias, fact, group, index, is_everywhere=offer.is_everywhere)
    lines, is_given = await asyncio.to_thread(_give, services.desk.library, naming, author)
    if is_given and not is_answered(group.texts[0], index):
        await _wait_for_change(context, index)
    refused = REFUSED_SOME if len(naming.reports) > 1 else REFUSED
    head = GIVEN.format(alias=offer.alias, indicator=fact.indicator) if is_given else refused
    return write_panel([head, *lines, *([UNDO] if is_given else [])], (_back(group), ("Các câu hỏi khác", "q:0:g:0")))


async def _wait_for_change(context: HandlerContext, before: Index) -> None:
    """Return once other knowledge is served, so that the list of what waits is that of the new one; not for long."""
    for _ in range(LOOKS):
        if context.bot_data.knowledge() is not before:
            return
        await asyncio.sleep(LOOK_S)


def _weigh(library: Library, naming: Naming, index: Index, recent: list[str]) -> Effect:
    """What the name changes; the trouble with its words comes first."""
    trouble = find_trouble(naming.alias, naming.indicator, index)
    return Effect(trouble=trouble) if trouble else preview_alias(library, naming, recent)


def _give(library: Library, naming: Naming, author: Author) -> tuple[list[str], bool]:
    """A line for each report, and whether all have the name now."""
    lines: list[str] = []
    try:
        for report, served in zip(naming.reports, add_alias(library, naming, author), strict=True):
            lines += _describe(report, served, author)
            if served.broken:
                return lines, False
    except DataError as error:
        return [*lines, describe_error(error)], False
    except OSError:
        if not lines:
            raise
        return [*lines, "Máy chủ chưa ghi được tệp của các báo cáo còn lại; hãy báo người quản trị."], False
    return lines, True


def _describe(report: str, served: Served, author: Author) -> list[str]:
    if served.broken:
        return [f"{report}:", *describe_refusals(served.broken)]
    return [describe(served.change, author) if served.change else KNOWN.format(report=report)]


def _find_near(index: Index, group: Group) -> list[Fact]:
    """A fact for each indicator that comes near, in the order of the answer."""
    facts = (index.store.by_id.get(f.of or "", f) for f in ask(group.texts[0], index).answer.choices)
    return list({(f.report, f.indicator): f for f in facts if f.indicator}.values())


def _indicator_rows(facts: Iterable[Fact], index: Index, group: Group) -> list[Row]:
    """A button for each; where several reports have the indicator it names the report, and one means them all."""
    rows: list[Row] = []
    told: set[str] = set()
    for fact in facts:
        reports = find_reports(fact, index, is_everywhere=True)
        label = fact.indicator if len(reports) == 1 else f"{fact.indicator} · {fact.title}"
        rows.append(((label, f"q:{group.id}:i:{fact.key}"),))
        if len(reports) > 1 and fact.indicator not in told:
            told.add(fact.indicator)
            rows.append(((f"{fact.indicator} · {EVERYWHERE}", f"q:{group.id}:j:{fact.key}"),))
    return rows


def _name(alias: str, fact: Fact, group: Group, index: Index, *, is_everywhere: bool) -> Naming:
    return Naming(alias, fact.indicator, find_reports(fact, index, is_everywhere), group.texts[:QUESTIONS])


def _back(group: Group) -> tuple[str, str]:
    return "Về nhóm câu hỏi", f"q:{group.id}:v"
