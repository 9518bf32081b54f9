"""/cauhoi: the questions nobody could answer, grouped, and what an editor does about each group."""

import asyncio

from telegram import Update

from handlers.context import HandlerContext
from handlers.editors.inbox.alias_buttons import ask_alias, ask_confirmation, give_alias, offer_all, offer_near
from handlers.editors.inbox.groups import Group, find_group, list_groups, name_topic
from handlers.editors.panels.history import make_author
from handlers.editors.panels.moments import format_day
from handlers.editors.panels.panel import Panel, Row, find_page, parse_number, write_panel
from handlers.memory.absent import forget_absent, list_absent, note_absent
from handlers.memory.asked import skip_questions
from knowledge.facts.versions.audit import note_event

GROUPS_SHOWN, TEXTS_SHOWN = 8, 5
NOTHING_WAITS = "Không có câu hỏi nào đang chờ."
NOTHING_ABSENT = "Chưa ghi chỉ tiêu nào là báo cáo không có."
ABSENT_WORDS = "Đã ghi là báo cáo không có; bấm vào mục nào để bỏ ghi mục ấy:"
ABSENT_NOTED = "Đã ghi: báo cáo không có “{}”."
SKIPPED = "Đã bỏ qua “{}”; có người hỏi lại thì lại hiện."
SEE_ABSENT = ("Đã ghi là không có", "q:0:x:0")


async def show_inbox(_: Update, context: HandlerContext) -> Panel:
    """The groups that wait, the most asked first, a button each."""
    return await _show_page(context, 0)


async def on_inbox_button(update: Update, context: HandlerContext, arguments: list[str]) -> Panel:
    """The panel after a button of group `arguments[0]`, 0 where none is meant.

    v view, n not in the reports, s skip; a l i j u U A: a name for it; g x X: the lists.
    """
    number, action, key = (*arguments, "", "", "")[:3]
    if action in ("g", "x", "X"):
        return await _show_list(update, context, action, parse_number(key) or 0)
    group = await find_group(context.bot_data.state, parse_number(number) or 0)
    if group is None:
        return await _show_page(context, 0)
    match action:
        case "a":
            return await offer_near(context, group)
        case "l":
            return await offer_all(context, group, parse_number(key) or 0)
        case "i" | "j":
            return await ask_alias(update, context, group, (key, action == "j"))
        case "u" | "U":
            return await ask_confirmation(context, group, group.topic, (key, action == "U"))
        case "A":
            return await give_alias(update, context, group, parse_number(key) or 0)
        case "n" | "s":
            return await _mark(update, context, group, action)
        case _:
            return _show(group)


async def on_inbox_words(_: Update, context: HandlerContext, arguments: list[str], text: str) -> Panel:
    """The panel after an editor typed a name for group `arguments[0]`."""
    number, action, key = (*arguments, "", "", "")[:3]
    group = await find_group(context.bot_data.state, parse_number(number) or 0)
    if group is None:
        return await _show_page(context, 0)
    return await ask_confirmation(context, group, text, (key, action == "W"))


async def _show_page(context: HandlerContext, number: int) -> Panel:
    """A page of the groups that wait."""
    services = context.bot_data
    groups = await list_groups(services.state, services.knowledge())
    absent: tuple[Row, ...] = ((SEE_ABSENT,),) if await list_absent(services.state) else ()
    if not groups:
        return write_panel([NOTHING_WAITS], *absent)
    page = find_page(groups, number, GROUPS_SHOWN)
    listed = list(enumerate(page.items, start=page.first))
    lines = [f"{i}. {group.name}: {group.count} lượt, gần nhất {format_day(group.day)}" for i, group in listed]
    rows = [((f"{i}. {group.name} ({group.count})", f"q:{group.id}:v"),) for i, group in listed]
    return write_panel(["Chưa trả lời được:", *lines], *rows, *page.turn_row("q:0:g:{}"), *absent)


async def _show_list(update: Update, context: HandlerContext, action: str, number: int) -> Panel:
    """g: the groups; x: what was noted as absent; X: the same without the item of that number."""
    if action == "g":
        return await _show_page(context, number)
    state, reports = context.bot_data.state, context.bot_data.desk.reports
    if action == "X" and (item := await forget_absent(state, number)):
        about = f"bỏ ghi: {name_topic(item.topic, item.period)}"
        await asyncio.to_thread(note_event, reports, make_author(update.effective_user), "absent", about)
    items = await list_absent(state)
    back = (("Các câu hỏi khác", "q:0:g:0"),)
    if not items:
        return write_panel([NOTHING_ABSENT], back)
    page = find_page(items, number if action == "x" else 0, GROUPS_SHOWN)
    rows = [((name_topic(item.topic, item.period), f"q:0:X:{item.id}"),) for item in page.items]
    return write_panel([ABSENT_WORDS], *rows, *page.turn_row("q:0:x:{}"), back)


async def _mark(update: Update, context: HandlerContext, group: Group, action: str) -> Panel:
    """Note the group as absent, or skip it; the log knows who did."""
    services, author = context.bot_data, make_author(update.effective_user)
    what = "absent" if action == "n" else "skipped"
    await asyncio.to_thread(note_event, services.desk.reports, author, what, group.name)
    if action == "n":
        await note_absent(services.state, group.topic_key, group.period, group.topic)
        return write_panel([ABSENT_NOTED.format(group.name)], (SEE_ABSENT,), (_BACK,))
    await skip_questions(services.state, group.texts)
    return write_panel([SKIPPED.format(group.name)], (_BACK,))


def _show(group: Group) -> Panel:
    """Some of the group's questions; a name only where it would help."""
    lines = [f"{group.name}: {group.count} lượt, gần nhất {format_day(group.day)}"]
    lines += [f"- {text}" for text in group.texts[:TEXTS_SHOWN]]
    alias: tuple[Row, ...] = ((("Thêm bí danh", f"q:{group.id}:a"),),) if group.is_nameable else ()
    marks = (("Báo cáo không có", f"q:{group.id}:n"), ("Bỏ qua", f"q:{group.id}:s"))
    return write_panel(lines, *alias, marks, (_BACK,))


_BACK = ("Các câu hỏi khác", "q:0:g:0")
