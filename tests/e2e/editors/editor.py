"""What an editor does in Telegram, and what the panels then say."""

from tests.e2e.telegram_server import TelegramServer
from tests.e2e.telegram_world import Message

EDITOR, OTHER, LAN = 5001, 5002, 1001
NAME = "Xã Mẫu năm 2031.txt"
TEXT = """Xã Mẫu năm 2031

Năm 2031, thu ngân sách xã Mẫu đạt 7,4 tỷ đồng, bằng 105% kế hoạch.

Toàn xã trồng 12 ha rừng. Bình quân 25 ha và 31 con trâu.
"""
DOCUMENT = TEXT.encode()
QUESTION = "thu ngân sách xã Mẫu năm 2031?"
REPORT = "xa-mau-nam-2031"


def labels(message: Message) -> list[str]:
    """What the buttons of the message say."""
    return [button["text"] for button in message.buttons]


async def press(server: TelegramServer, message: Message, label: str, person: int = 0) -> str:
    """The text of the message after a press on the button whose label begins so, once it has changed."""
    return await press_data(server, message, find_button(message, label), person)


def find_button(message: Message, label: str) -> dict[str, str]:
    """The button whose label begins so."""
    found = next((b for b in message.buttons if b["text"].startswith(label)), None)
    assert found, (label, labels(message), message.text)
    return found


async def press_data(server: TelegramServer, message: Message, button: dict[str, str], person: int = 0) -> str:
    """The text of the message after a press on that button, once it has changed."""
    before = len(message.history)
    server.press(message, button, person)
    await server.until(lambda: len(message.history) > before, f"a change after {button}")
    return message.text


async def command(server: TelegramServer, text: str, person: int = EDITOR) -> Message:
    """The panel that answers what the editor typed."""
    count = len(server.seen_in(person))
    server.say(person, text)
    return (await server.answers(person, count + 1))[count]


async def send(server: TelegramServer, text: str = TEXT, name: str = NAME, person: int = EDITOR) -> Message:
    """The panel of the document, read."""
    count = len(server.seen_in(person))
    server.send_document(person, name, text.encode())
    panel = (await server.answers(person, count + 1))[count]
    await server.until(lambda: "Đọc được" in panel.text, "the document to be read")
    return panel


async def publish(server: TelegramServer, text: str = TEXT, name: str = NAME, person: int = EDITOR) -> Message:
    """The panel of the document, read and published."""
    panel = await send(server, text, name, person)
    await press(server, panel, "Công bố")
    assert "công bố" in await press(server, panel, "Công bố ngay")
    return panel


async def until_answered(server: TelegramServer, figure: str, question: str = QUESTION) -> None:
    """Ask until the running bot serves that figure."""
    while True:
        count = len(server.seen_in(LAN))
        server.say(LAN, question)
        if figure in (await server.answers(LAN, count + 1))[count].marked("b"):
            return
