"""/cauhoi: the questions nobody could answer, grouped, and what an editor does about each group."""

import asyncio

from telegram import Update

from handlers.aliases import add_alias
from handlers.asked import ABSENT, ALIASED, SKIPPED, Group, find_group, list_groups, mark_group
from handlers.context import HandlerContext
from handlers.history import make_author
from handlers.panel import Panel, describe_error, write_panel
from knowledge.answering import ask
from knowledge.facts.errors import DataError
from knowledge.facts.fact import Fact

GROUPS_SHOWN, CHOICES_SHOWN, TEXTS_SHOWN = 8, 6, 5
NOTHING_WAITS = "Không có câu hỏi nào đang chờ."
NOTHING_NEAR = "Không có chỉ tiêu nào gần với câu hỏi này."
MARKED_WORDS = {ABSENT: "Đã ghi: báo cáo không có “{}”.", SKIPPED: "Đã bỏ qua “{}”; có người hỏi lại thì lại hiện."}


async def show_inbox(_: Update, context: HandlerContext) -> Panel:
    """The groups that wait, the most asked first, a button each."""
    groups = await list_groups(context.bot_data.state)
    if not groups:
        return write_panel([NOTHING_WAITS])
    shown = groups[:GROUPS_SHOWN]
    lines = [f"{i}. {_name(g)}: {g.count} lượt, gần nhất {g.day}" for i, g in enumerate(shown, start=1)]
    rest = [f"… và {len(groups) - len(shown)} nhóm nữa"] if len(groups) > len(shown) else []
    rows = [((f"{i}. {_name(g)} ({g.count})", f"q:{g.id}:v"),) for i, g in enumerate(shown, start=1)]
    return write_panel(["Chưa trả lời được:", *lines, *rest], *rows)


async def on_inbox_button(update: Update, context: HandlerContext, arguments: list[str]) -> Panel:
    """The panel after a button of group `arguments[0]`: v view, a A alias, n not in the reports, s skip, b back."""
    number, action, key = (*arguments, "", "", "")[:3]
    group = await find_group(context.bot_data.state, int(number)) if number.isdigit() else None
    if group is None or action == "b":
        return await show_inbox(update, context)
    match action:
        case "a":
            return await _offer_indicators(context, group)
        case "A":
            return await _add_alias(update, context, group, key)
        case "n" | "s":
            mark = ABSENT if action == "n" else SKIPPED
            await mark_group(context.bot_data.state, group, mark)
            return write_panel([MARKED_WORDS[mark].format(_name(group))], (_back(group),))
        case _:
            return _show(group)


def _show(group: Group) -> Panel:
    """Some of the group's questions; an alias only where it would help."""
    lines = [f"{_name(group)}: {group.count} lượt, gần nhất {group.day}"]
    lines += [f"- {text}" for text in group.texts[:TEXTS_SHOWN]]
    alias = () if not group.is_nameable else ((("Thêm bí danh", f"q:{group.id}:a"),),)
    marks = (("Báo cáo không có", f"q:{group.id}:n"), ("Bỏ qua", f"q:{group.id}:s"))
    return write_panel(lines, *alias, marks, (_back(group),))


async def _offer_indicators(context: HandlerContext, group: Group) -> Panel:
    """The indicators nearest to the question, a button each."""
    choices = await asyncio.to_thread(_find_near, context, group)
    if not choices:
        return write_panel([NOTHING_NEAR], (_back(group),))
    rows = [((fact.indicator, f"q:{group.id}:A:{fact.key}"),) for fact in choices[:CHOICES_SHOWN]]
    return write_panel([f"“{group.topic}” là tên khác của chỉ tiêu nào?"], *rows, (_back(group),))


def _find_near(context: HandlerContext, group: Group) -> list[Fact]:
    """A fact for each indicator that comes near, in the order of the answer."""
    index = context.bot_data.knowledge()
    facts = (index.store.by_id.get(f.of or "", f) for f in ask(group.texts[0], index).answer.choices)
    return list({(f.report, f.indicator): f for f in facts if f.indicator}.values())


async def _add_alias(update: Update, context: HandlerContext, group: Group, key: str) -> Panel:
    """The group's words are one more name of the chosen indicator from now on, or why not."""
    services = context.bot_data
    fact = services.knowledge().store.find(key)
    if fact is None:
        return await _offer_indicators(context, group)
    author = make_author(update.effective_user)
    try:
        told, is_done = await asyncio.to_thread(
            add_alias, services.desk.reports, fact, group.topic, group.texts[:TEXTS_SHOWN], author
        )
    except DataError as error:
        told, is_done = describe_error(error), False
    if not is_done:
        return write_panel(["Chưa thêm được bí danh:", told], (_back(group),))
    await mark_group(services.state, group, ALIASED)
    return write_panel([f"“{group.topic}” nay là tên khác của “{fact.indicator}”.", told], (_back(group),))


def _name(group: Group) -> str:
    return " · ".join(part for part in (group.topic or group.texts[0], group.period) if part)


def _back(group: Group) -> tuple[str, str]:
    return "Các câu hỏi khác", f"q:{group.id}:b"
