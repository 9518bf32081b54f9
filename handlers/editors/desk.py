"""What only editors may do: their commands, buttons and typed words -> the panel that answers."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from telegram import Update
from telegram.error import TelegramError

from handlers.chat.buttons import on_button
from handlers.chat.questions import on_question
from handlers.context import HandlerContext
from handlers.editors.drafts.buttons import on_draft_button, on_draft_words
from handlers.editors.drafts.open_drafts import on_list_button, show_drafts
from handlers.editors.inbox.buttons import on_inbox_button, on_inbox_words, show_inbox
from handlers.editors.panels.history import show_versions
from handlers.editors.panels.panel import (
    EDITOR_PREFIX,
    NOT_WRITTEN,
    Panel,
    describe_error,
    edit_panel,
    send_panel,
    write_panel,
)
from handlers.editors.panels.undoing import ask_undo, on_undo_button, on_version_button
from handlers.memory.prompts import drop_prompt, find_prompt
from handlers.memory.state import StateError
from knowledge.facts.record.errors import DataError

STOPPED, NOTHING_TYPED = "Đã thôi.", "Không có việc nào đang gõ dở."


async def stop_typing(update: Update, context: HandlerContext) -> Panel:
    """The next words are a question again."""
    chat = update.effective_chat
    prompt = await find_prompt(context.bot_data.state, chat.id) if chat else None
    return write_panel([STOPPED if prompt else NOTHING_TYPED])


_COMMANDS = {
    "cauhoi": show_inbox, "bannhap": show_drafts, "phienban": show_versions, "hoantac": ask_undo, "thoi": stop_typing,
}  # fmt: skip
_BUTTONS: dict[str, Callable[[Update, HandlerContext, list[str]], Awaitable[Panel]]] = {
    "d": on_draft_button,
    "l": on_list_button,
    "u": on_undo_button,
    "h": on_version_button,
    "q": on_inbox_button,
}
_WORDS: dict[str, Callable[[Update, HandlerContext, list[str], str], Awaitable[Panel]]] = {
    "d": on_draft_words,
    "q": on_inbox_words,
}


async def on_editor_command(update: Update, context: HandlerContext) -> None:
    """Send the panel of the command, once; what was to be typed is not waited for any more."""
    message, state = update.effective_message, context.bot_data.state
    if not message or not message.text or context.progress.sent:
        return
    show, chat_id = _COMMANDS[message.text.split()[0].removeprefix("/").partition("@")[0].lower()], message.chat_id

    async def show_alone() -> Panel:
        panel = await show(update, context)
        await drop_prompt(state, chat_id)
        return panel

    await _send_once(update, context, await _try(show_alone))


async def on_editor_button(update: Update, context: HandlerContext) -> None:
    """Put the next panel in the place of the pressed one; to others the button is one that is not used any more."""
    query = update.callback_query
    if not query or query.from_user.id not in context.bot_data.desk.editor_ids:
        return await on_button(update, context)
    with suppress(TelegramError):  # as in buttons.py: it only stops the clock on the button
        await query.answer()
    kind, *arguments = (query.data or "").removeprefix(EDITOR_PREFIX).split(":")
    if not (message := query.message) or kind not in _BUTTONS:
        return

    async def press() -> Panel:
        await drop_prompt(context.bot_data.state, message.chat.id)
        return await _BUTTONS[kind](update, context, arguments)

    await edit_panel(update, context, await _try(press), message.message_id)


async def on_editor_words(update: Update, context: HandlerContext) -> None:
    """What was asked for, once; a question where nothing was."""
    message, state = update.effective_message, context.bot_data.state
    prompt = None
    with suppress(StateError):  # what was asked for is not known: then it is a question, as from everyone
        prompt = await find_prompt(state, message.chat_id) if message else None
    if not message or not prompt:
        return await on_question(update, context)
    if not context.progress.sent:
        kind, *arguments = prompt.data.split(":")
        text = message.text or ""
        await _send_once(update, context, await _try(lambda: _WORDS[kind](update, context, arguments, text)))
    with suppress(StateError):  # it was answered; the prompt ends by itself, an hour later
        await drop_prompt(state, message.chat_id)


async def _try(show: Callable[[], Awaitable[Panel]]) -> Panel:
    """The panel, or why there is none."""
    try:
        return await show()
    except DataError as error:
        return write_panel(["Chưa làm được:", describe_error(error)])
    except StateError as error:
        return write_panel([str(error)])
    except OSError:
        return write_panel([NOT_WRITTEN])


async def _send_once(update: Update, context: HandlerContext, panel: Panel) -> None:
    await send_panel(update, context, panel)
    await context.bot_data.state.record_sent(update.update_id, 1, is_last=True, answer=None)
