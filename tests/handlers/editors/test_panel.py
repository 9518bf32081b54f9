"""A panel fits one message, and says where it was cut."""

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.editors.panels.panel import write_panel
from handlers.wire.markup import to_html


@settings(max_examples=50)
@given(st.lists(st.text(max_size=900), max_size=60))
def test_any_lines_fit_one_message(lines: list[str]) -> None:
    assert len(to_html(write_panel(lines).reply)) == 1


def test_a_long_list_says_how_much_is_left() -> None:
    paragraphs = write_panel([f"dòng {i}" for i in range(40)]).reply.paragraphs
    assert [p.text for p in paragraphs[-2:]] == ["dòng 29", "… và 10 dòng nữa"]
