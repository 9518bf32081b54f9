from handlers.wire.pace import MANY_CHATS, SLOW_S, SPACING_S, WINDOW_S, Pace


def limit(pace: Pace, chats: int, now: float, retry_after_s: float = 3.0) -> None:
    for chat_id in range(chats):
        pace.note_limit(chat_id, retry_after_s + chat_id, now)


def test_a_chat_that_is_limited_waits_alone() -> None:
    pace = Pace()
    limit(pace, MANY_CHATS - 1, now=10.0)
    for _ in range(50):
        pace.note_limit(1, 3600.0, 10.0)
    assert pace.reserve(10.0) == 0


def test_limits_of_long_ago_do_not_add_up() -> None:
    pace = Pace()
    for chat_id in range(3 * MANY_CHATS):
        pace.note_limit(chat_id, 3.0, chat_id * WINDOW_S / (MANY_CHATS - 2))
    assert pace.reserve(100.0) == 0


def test_many_limited_chats_slow_all_for_the_shortest_time_told() -> None:
    pace = Pace()
    limit(pace, MANY_CHATS, now=10.0)
    assert [round(pace.reserve(10.0), 3) for _ in range(3)] == [3.0, 3.0 + SPACING_S, 3.0 + 2 * SPACING_S]


def test_all_go_on_one_by_one_and_then_as_before() -> None:
    pace = Pace()
    limit(pace, MANY_CHATS, now=10.0)
    assert [round(pace.reserve(20.0), 3) for _ in range(2)] == [0.0, SPACING_S]
    assert pace.reserve(13.0 + SLOW_S) == 0
