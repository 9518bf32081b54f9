"""What people do and see in Telegram: chats, messages, and the queue of updates for the bot."""

import itertools
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.e2e.watch import Watch

BOT = {"id": 4242, "is_bot": True, "first_name": "Hỏi báo cáo", "username": "hoi_bao_cao_bot"}
_COMMAND = re.compile(r"^/[A-Za-z0-9_]+(?:@\w+)?")
_MENTION = re.compile(r"(?<!\w)@\w{4,}")


@dataclass
class Message:
    """A message of the bot as a person sees it. marks: each tag with the words in it. history: earlier texts."""

    chat_id: int
    message_id: int
    text: str
    marks: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[dict[str, str]] = field(default_factory=list)
    reply_to: int | None = None
    is_preview_off: bool = False
    history: list[str] = field(default_factory=list)

    def marked(self, tag: str) -> list[str]:
        return [words for name, words in self.marks if name == tag]


class World(Watch):
    """The chats of one bot. Negative chat ids are groups; with privacy on, the bot gets what Telegram lets through."""

    def __init__(self) -> None:
        super().__init__()
        self.queue: dict[int, dict[str, Any]] = {}  # not confirmed by the bot yet
        self.messages: list[Message] = []  # of the bot, in the order they appeared
        self._seen: dict[int, list[Message]] = defaultdict(list)  # the same, by chat
        self.toasts: list[str | None] = []  # what pressing a button showed
        self.open_queries: set[str] = set()
        self.is_privacy_on = True
        self.files: dict[str, bytes] = {}  # what was sent, by file id
        self.next_message_id = itertools.count(1)
        self._said: dict[tuple[int, int], dict[str, Any]] = {}
        self._next_update_id = itertools.count(700_000_001)

    def say(self, chat_id: int, text: str, person: int = 0, reply_to: Message | None = None) -> int:
        """A person writes; the id of the message."""
        message = self._build_message(chat_id, person, {"text": text, "entities": _find_entities(text)})
        if reply_to:
            message["reply_to_message"] = self.show(reply_to)
        if chat_id > 0 or not self.is_privacy_on or _COMMAND.match(text) or reply_to:
            self.push({"message": message})
        return int(message["message_id"])

    def send(self, chat_id: int, **content: Any) -> int:
        """A person sends something that is no text; the id of the message."""
        message = self._build_message(chat_id, 0, content)
        self.push({"message": message})
        return int(message["message_id"])

    def send_document(self, chat_id: int, name: str, content: bytes) -> int:
        """A person sends a file; the id of the message."""
        file_id = f"file_{len(self.files)}"
        self.files[file_id] = content
        about = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(content)}
        return self.send(chat_id, document=about)

    def edit(self, chat_id: int, message_id: int, text: str) -> None:
        """A person edits what they wrote."""
        message = self._said[chat_id, message_id]
        message |= {"text": text, "entities": _find_entities(text), "edit_date": int(time.time())}
        self.push({"edited_message": dict(message)})

    def press(self, message: Message, button: dict[str, str], person: int = 0) -> None:
        """A person presses a button below a message."""
        query_id = f"q{next(self._next_update_id)}"
        self.open_queries.add(query_id)
        query = {"id": query_id, "from": _person(person or abs(message.chat_id)), "chat_instance": "1"}
        self.push({"callback_query": query | {"message": self.show(message), "data": button["callback_data"]}})

    def push(self, update: dict[str, Any]) -> int:
        """Queue an update as it is; its id."""
        update_id = next(self._next_update_id)
        self.queue[update_id] = {"update_id": update_id} | update
        self.touch()
        return update_id

    async def answers(self, chat_id: int, count: int = 1) -> list[Message]:
        """The bot's messages in the chat, once there are `count`."""
        await self.until(lambda: len(self.seen_in(chat_id)) >= count, f"{count} messages in {chat_id}")
        return self.seen_in(chat_id)

    def describe(self) -> str:
        return f"messages: {[(m.chat_id, m.text[:80]) for m in self.messages]}, queued: {sorted(self.queue)}"

    def seen_in(self, chat_id: int) -> list[Message]:
        return list(self._seen[chat_id])

    def appear(self, message: Message) -> None:
        """The bot's message is there for all in its chat."""
        self.messages.append(message)
        self._seen[message.chat_id].append(message)

    def show(self, message: Message) -> dict[str, Any]:
        """The bot's message as the Bot API writes it."""
        return {
            "message_id": message.message_id,
            "date": int(time.time()),
            "chat": _chat(message.chat_id),
            "from": BOT,
            "text": message.text,
        }

    def _build_message(self, chat_id: int, person: int, content: dict[str, Any]) -> dict[str, Any]:
        message_id = next(self.next_message_id)
        head = {"message_id": message_id, "date": int(time.time()), "chat": _chat(chat_id)}
        self._said[chat_id, message_id] = head | {"from": _person(person or abs(chat_id))} | content
        return dict(self._said[chat_id, message_id])

    def has(self, chat_id: int, message_id: int) -> bool:
        """Whether a person wrote that message in that chat."""
        return (chat_id, message_id) in self._said


def _chat(chat_id: int) -> dict[str, Any]:
    if chat_id > 0:
        return {"id": chat_id, "type": "private", "first_name": "Lan"}
    return {"id": chat_id, "type": "supergroup", "title": "Văn phòng"}


def _person(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "Lan", "language_code": "vi"}


def _find_entities(text: str) -> list[dict[str, Any]]:
    """Commands and mentions as Telegram marks them, in UTF-16 units."""
    found = [("bot_command", m) for m in _COMMAND.finditer(text)] + [("mention", m) for m in _MENTION.finditer(text)]
    commands_end = max((m.end() for kind, m in found if kind == "bot_command"), default=0)
    return [
        {"type": kind, "offset": _units(text[: m.start()]), "length": _units(m.group())}
        for kind, m in found
        if kind == "bot_command" or m.start() >= commands_end
    ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
