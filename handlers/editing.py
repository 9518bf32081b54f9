"""What only editors may do: their commands and buttons -> the panel that answers."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from telegram import BotCommand, Update
from telegram.error import TelegramError

from handlers.buttons import on_button
from handlers.context import HandlerContext
from handlers.draft_buttons import on_draft_button, show_drafts
from handlers.history import ask_undo, on_undo_button, show_versions
from handlers.inbox import on_inbox_button, show_inbox
from handlers.panel import EDITOR_PREFIX, Panel, describe_error, edit_panel, send_panel, write_panel
from knowledge.facts.errors import DataError

EDITOR_COMMANDS = (
    BotCommand("cauhoi", "câu hỏi chưa ai trả lời được"),
    BotCommand("bannhap", "các báo cáo đã gửi mà chưa công bố"),
    BotCommand("phienban", "các bản đã công bố, ai, lúc nào"),
    BotCommand("hoantac", "hoàn tác lần công bố sau cùng"),
)
_COMMANDS = {"cauhoi": show_inbox, "bannhap": show_drafts, "phienban": show_versions, "hoantac": ask_undo}
_BUTTONS: dict[str, Callable[[Update, HandlerContext, list[str]], Awaitable[Panel]]] = {
    "d": on_draft_button,
    "u": on_undo_button,
    "q": on_inbox_button,
}


async def on_editor_command(update: Update, context: HandlerContext) -> None:
    """Send the panel of the command, once."""
    message, state = update.effective_message, context.bot_data.state
    if not message or not message.text or await state.count_sent(update.update_id):
        return
    show = _COMMANDS[message.text.split()[0].removeprefix("/").partition("@")[0].lower()]
    await send_panel(update, context, await show(update, context))
    await state.record_sent(update.update_id, 1, True, None)


async def on_editor_button(update: Update, context: HandlerContext) -> None:
    """Put the next panel in the place of the pressed one; to others the button is one that is not used any more."""
    query = update.callback_query
    if not query or query.from_user.id not in context.bot_data.desk.editor_ids:
        return await on_button(update, context)
    with suppress(TelegramError):  # as in buttons.py: it only stops the clock on the button
        await query.answer()
    kind, *arguments = (query.data or "").removeprefix(EDITOR_PREFIX).split(":")
    if query.message and kind in _BUTTONS:
        try:
            panel = await _BUTTONS[kind](update, context, arguments)
        except DataError as error:
            panel = write_panel(["Chưa làm được:", describe_error(error)])
        except OSError as error:
            panel = write_panel([f"Chưa ghi được lên đĩa: {error.strerror}"])
        await edit_panel(update, context, panel, query.message.message_id)
