"""The Bot API's methods that need no connection: strict about what Telegram refuses, in its own words.

Source of methods and words: core.telegram.org/bots/api; tdlib/telegram-bot-api, Client.cpp.
"""

import json
from collections.abc import Callable
from typing import Any

from tests.e2e.telegram_html import RefusedError, parse_html, utf16_length
from tests.e2e.telegram_world import BOT, Message, World

Parameters = dict[str, str]
MAX_FILE_BYTES = 20_000_000
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


class Methods(World):
    """What a bot may do in the world, by the name of the method. Each raises RefusedError as Telegram does."""

    def __init__(self) -> None:
        super().__init__()
        self.methods: dict[str, Callable[[Parameters], Any]] = {
            "getMe": lambda _: BOT | {"can_join_groups": True, "can_read_all_group_messages": not self.is_privacy_on},
            "sendMessage": self._send_message,
            "editMessageText": self._edit_message,
            "answerCallbackQuery": self._answer_query,
            "setMyCommands": self._set_commands,
            "sendChatAction": lambda _: True,
            "getFile": self._get_file,
        }

    def _send_message(self, parameters: Parameters) -> dict[str, Any]:
        chat_id = _integer(parameters, "chat_id", "chat not found")
        message = Message(chat_id, next(self.next_message_id), "")
        _write(message, parameters)
        quoted = json.loads(parameters.get("reply_parameters") or "{}")
        if quoted and self.has(chat_id, quoted["message_id"]):
            message.reply_to = quoted["message_id"]
        elif quoted and not quoted.get("allow_sending_without_reply"):
            raise RefusedError("Bad Request: message to be replied not found")
        self.appear(message)
        return self.show(message)

    def _edit_message(self, parameters: Parameters) -> dict[str, Any]:
        chat_id, message_id = _integer(parameters, "chat_id", "chat not found"), _integer(parameters, "message_id", "")
        message = next((m for m in self.seen_in(chat_id) if m.message_id == message_id), None)
        if message is None:
            raise RefusedError("Bad Request: message to edit not found")
        before = (message.text, message.marks, message.buttons)
        _write(message, parameters)
        if before == (message.text, message.marks, message.buttons):
            raise RefusedError(f"Bad Request: {NOT_MODIFIED}")
        message.history.append(before[0])
        return self.show(message)

    def _answer_query(self, parameters: Parameters) -> bool:
        query_id = parameters.get("callback_query_id", "")
        if query_id not in self.open_queries:
            raise RefusedError("Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(parameters.get("text", "")) > 200:
            raise RefusedError("Bad Request: MESSAGE_TOO_LONG")
        self.open_queries.discard(query_id)
        self.toasts.append(parameters.get("text"))
        return True

    def _get_file(self, parameters: Parameters) -> dict[str, Any]:
        file_id = parameters.get("file_id", "")
        if file_id not in self.files:
            raise RefusedError("Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(self.files[file_id]) > MAX_FILE_BYTES:
            raise RefusedError("Bad Request: file is too big")
        size = len(self.files[file_id])
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": f"documents/{file_id}"}

    def _set_commands(self, parameters: Parameters) -> bool:
        for command in json.loads(parameters["commands"]):
            name, description = command["command"], command["description"]
            if not (name.islower() and name.isascii() and len(name) <= 32 and 1 <= len(description) <= 256):
                raise RefusedError("Bad Request: BOT_COMMAND_INVALID")
        return True


def _write(message: Message, parameters: Parameters) -> None:
    """Put text and buttons of the parameters into the message. Raises RefusedError as Telegram does."""
    text = parameters.get("text", "").strip()
    marks: list[tuple[str, str]] = []
    if parameters.get("parse_mode") == "HTML":
        text, marks = parse_html(text)
    elif "parse_mode" in parameters:
        raise RefusedError("Bad Request: unsupported parse_mode")
    if not text:
        raise RefusedError("Bad Request: message text is empty")
    if utf16_length(text) > 4096:
        raise RefusedError("Bad Request: message is too long")
    rows = json.loads(parameters.get("reply_markup") or "{}").get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if not button["text"].strip():
            raise RefusedError("Bad Request: can't parse inline keyboard button: Text must be non-empty")
        if not 1 <= len(button["callback_data"].encode()) <= 64:
            raise RefusedError("Bad Request: BUTTON_DATA_INVALID")
    message.text, message.marks, message.buttons = text, marks, [button for row in rows for button in row]
    message.is_preview_off = json.loads(parameters.get("link_preview_options") or "{}").get("is_disabled", False)


def _integer(parameters: Parameters, name: str, otherwise: str) -> int:
    try:
        return int(parameters.get(name, ""))
    except ValueError:
        raise RefusedError(f"Bad Request: {otherwise}") from None
