import pytest
from telegram import Update
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError, TimedOut

from handlers.context import HandlerContext
from handlers.service.application import BotApplication, make_context
from handlers.wire import delivery
from handlers.wire.delivery import COPY_PAUSES_S, Memory, UndeliveredError, attempt, deliver, redeliver, send_once
from handlers.wire.transport import NotSentError
from knowledge.answering import Offer, Paragraph, Reply, Span
from tests.e2e.telegram_server import TelegramServer

LAN = 1001
MEMORY = Memory(before='{"a":1}', after='{"b":2}')
SHORT = Reply((Paragraph((Span("một"),)),), (Offer("hai", "k2"),))
LONG = Reply(tuple(Paragraph((Span(f"{number} " + "dài " * 500),)) for number in range(5)), SHORT.offers)


class Request:
    """A request to Telegram that goes as told: each outcome in turn."""

    def __init__(self, *outcomes: TelegramError | str) -> None:
        self.outcomes = list(outcomes)

    async def __call__(self) -> str:
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, TelegramError):
            raise outcome
        return outcome


def ask(server: TelegramServer, application: BotApplication) -> Update:
    server.say(LAN, "?")
    return Update.de_json(server.queue[max(server.queue)], application.bot)


async def begin(application: BotApplication, update: Update) -> HandlerContext:
    """The context of another try."""
    context = make_context(application, update)
    context.progress = await application.bot_data.state.begin(update.update_id, LAN, LAN, None)
    return context


async def test_what_may_be_done_twice_is_tried_once_more_at_once_where_the_outcome_is_unknown() -> None:
    assert await attempt(Request(TimedOut(), "sent")) == "sent"


async def test_what_nobody_confirms_is_sent_three_times_in_all_with_growing_pauses_and_counts_as_sent_then(
    server: TelegramServer, application: BotApplication
) -> None:
    update, request = ask(server, application), Request(*(TimedOut() for _ in range(4)))
    pauses = []
    for _ in COPY_PAUSES_S:
        with pytest.raises(UndeliveredError) as caught:
            await send_once(update, await begin(application, update), request)
        pauses.append(caught.value.retry_after_s)
    assert await send_once(update, await begin(application, update), request) is None
    assert pauses == sorted(set(pauses))  # type: ignore[type-var]
    assert len(request.outcomes) == 1


async def test_a_send_that_surely_had_no_effect_is_no_copy(server: TelegramServer, application: BotApplication) -> None:
    update = ask(server, application)
    for _ in range(5):
        with pytest.raises(UndeliveredError):
            await send_once(update, await begin(application, update), Request(NotSentError("500")))
    assert (await begin(application, update)).progress.unconfirmed == 0


async def test_a_limit_of_telegram_is_told_apart(server: TelegramServer, application: BotApplication) -> None:
    update = ask(server, application)
    with pytest.raises(UndeliveredError) as caught:
        await send_once(update, await begin(application, update), Request(NotSentError("429", 7.0, is_limit=True)))
    assert (caught.value.is_limited, caught.value.retry_after_s) == (True, 7.0)


async def test_each_message_of_a_long_reply_has_three_copies_of_its_own(
    server: TelegramServer, application: BotApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "COPY_PAUSES_S", (0.0, 0.0))
    update = ask(server, application)
    server.fail("sendMessage", "reset_after", "reset_after", "", "reset_after", "reset_after")
    for _ in range(4):
        with pytest.raises(UndeliveredError):
            await deliver(update, await begin(application, update), LONG, MEMORY)
    await deliver(update, await begin(application, update), LONG, MEMORY)
    numbers = [message.text.split()[0] for message in server.messages]
    assert (numbers.count("0"), numbers.count(numbers[3])) == (3, 3)
    assert await application.bot_data.state.is_handled(update.update_id)


@pytest.mark.parametrize(
    ("outcomes", "after_s"),
    [
        ([TimedOut(), NetworkError("reset")], None),
        ([InvalidToken("revoked"), InvalidToken("revoked")], None),
        ([NotSentError("500")], None),
        ([NotSentError("429", 7.0)], 7.0),
        ([TimedOut(), NotSentError("429", 7.0)], 7.0),
    ],
)
async def test_what_fails_again_or_was_not_sent_comes_back_later(
    outcomes: list[TelegramError], after_s: float | None
) -> None:
    request = Request(*outcomes)
    with pytest.raises(UndeliveredError) as caught:
        await attempt(request)
    assert caught.value.retry_after_s == after_s
    assert request.outcomes == []


@pytest.mark.parametrize("refusal", [BadRequest("chat not found"), Forbidden("blocked")])
async def test_a_refusal_is_not_tried_again(refusal: TelegramError) -> None:
    with pytest.raises(type(refusal)):
        await attempt(Request(refusal))


async def test_of_a_long_reply_only_what_was_not_sent_is_sent_again(
    server: TelegramServer, application: BotApplication
) -> None:
    update = ask(server, application)
    server.fail("sendMessage", "", "500")
    with pytest.raises(UndeliveredError):
        await deliver(update, await begin(application, update), LONG, MEMORY)
    state = application.bot_data.state
    assert (await state.count_sent(update.update_id), await state.is_handled(update.update_id)) == (1, False)
    await deliver(update, await begin(application, update), LONG, MEMORY)
    assert await state.is_handled(update.update_id)
    numbers = [line.split()[0] for message in server.messages for line in message.text.splitlines()]
    assert numbers == ["0", "1", "2", "3", "4"]
    assert [bool(message.buttons) for message in server.messages][:-1] == [False] * (len(server.messages) - 1)
    assert server.messages[-1].buttons


async def test_what_an_answer_was_about_is_remembered_with_it(
    server: TelegramServer, application: BotApplication
) -> None:
    update = ask(server, application)
    assert update.message
    await deliver(update, make_context(application, update), SHORT, MEMORY)
    [message] = server.messages
    state = application.bot_data.state
    assert await state.find_context(LAN, LAN, None) == MEMORY.after
    [answer] = await state.find_answers(LAN, update.message.message_id)
    assert (answer.message_id, answer.before) == (message.message_id, MEMORY.before)


async def test_an_answer_that_is_gone_is_given_anew(server: TelegramServer, application: BotApplication) -> None:
    update = ask(server, application)
    await redeliver(update, make_context(application, update), SHORT, MEMORY, answer_id=999)
    assert [message.text for message in server.messages] == ["một"]
    assert "message to edit not found" in server.refused.pop()
