"""A field of a draft that an editor is to type -> the panel that asks for it."""

from telegram import Update

from handlers.context import HandlerContext
from handlers.drafts import Draft
from handlers.panel import Panel, write_panel
from handlers.prompts import Prompt, save_prompt

TYPE_WORDS = "Gõ {what} mới cho “{of}”. {hint}"


async def ask_words(
    update: Update, context: HandlerContext, draft: Draft, data: str, asked: tuple[str, str, str]
) -> Panel:
    """Wait for the editor's next words. asked: what is to be typed, for what, and a hint."""
    query, chat = update.callback_query, update.effective_chat
    if query and query.message and chat:
        prompt = Prompt(chat.id, f"d:{draft.id}:{data}", query.message.message_id)
        await save_prompt(context.bot_data.state, prompt)
    what, of, hint = asked
    key = data.split(":")[1]
    back = f"d:{draft.id}:r" if data.startswith("R") else f"d:{draft.id}:e:{key}"
    return write_panel([TYPE_WORDS.format(what=what, of=of, hint=hint)], (("Thôi", back),))
