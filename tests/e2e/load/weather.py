"""What goes wrong next between the bot and Telegram, by a seed."""

import asyncio
import json
import random
from collections import Counter
from dataclasses import dataclass, field
from math import ceil

from tests.e2e.telegram_faults import Fault

Parameters = dict[str, str]
Reply = tuple[int, int]  # the chat, and the message that is answered
SENDS = ("429", "500", "502", "reset_before", "reset_after", "hold_before", "hold_after")
POLLS = ("429", "500", "502", "reset_before", "reset_after")
SHARE_OF_SENDS, SHARE_OF_POLLS = 0.2, 0.05  # that go wrong
LONGEST_LIMIT_S, LONGEST_HOLD_S = 3.0, 3.0
COPIES = 3  # as often is an answer sent whose sends nobody confirmed


@dataclass
class Weather:
    """A source of faults. unconfirmed: how often a reply was sent without an answer; lost: how often it was there then.

    met: how often each kind came. troubled: the chats that anything went wrong for.
    """

    generator: random.Random
    met: Counter[str] = field(default_factory=Counter)
    unconfirmed: Counter[Reply] = field(default_factory=Counter)
    lost: Counter[Reply] = field(default_factory=Counter)
    troubled: set[int] = field(default_factory=set)
    is_over: bool = False
    _limited_until: dict[int, float] = field(default_factory=dict)

    def __call__(self, method: str, parameters: Parameters) -> Fault | None:
        """What goes wrong with this request; None if nothing does."""
        if self.is_over:
            return None
        if method == "getUpdates" and self.generator.random() < SHARE_OF_POLLS:
            return self._note(Fault(self.generator.choice(POLLS)))
        return self._fail_send(parameters) if method == "sendMessage" else None

    def _fail_send(self, parameters: Parameters) -> Fault | None:
        chat_id, now = int(parameters["chat_id"]), asyncio.get_running_loop().time()
        if (left_s := self._limited_until.get(chat_id, now) - now) > 0:
            return self._note(Fault("429", ceil(left_s)))
        if self.generator.random() >= SHARE_OF_SENDS:
            return None
        self.troubled.add(chat_id)
        reply = chat_id, json.loads(parameters.get("reply_parameters") or "{}").get("message_id", 0)
        fault = Fault(self._choose(reply))
        if fault.kind == "429":
            self._limited_until[chat_id] = now + self.generator.uniform(0.5, LONGEST_LIMIT_S)
            fault.retry_after = ceil(self._limited_until[chat_id] - now)
        if fault.kind.startswith("hold"):
            hold_s = self.generator.uniform(0.1, LONGEST_HOLD_S)
            asyncio.get_running_loop().call_later(hold_s, fault.gate.set)
        self.unconfirmed[reply] += fault.kind.startswith("reset")
        self.lost[reply] += fault.kind == "reset_after"
        return self._note(fault)

    def _choose(self, reply: Reply) -> str:
        """A kind; no reply is sent as often as it may be without being there once."""
        kind = self.generator.choice(SENDS)
        is_last = self.unconfirmed[reply] == COPIES - 1 and not self.lost[reply]
        return "reset_after" if kind == "reset_before" and is_last else kind

    def _note(self, fault: Fault) -> Fault:
        self.met[fault.kind] += 1
        return fault
