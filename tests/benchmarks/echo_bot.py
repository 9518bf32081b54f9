"""The least that a bot of python-telegram-bot can do: it repeats what it hears, over the transport that ours uses."""

import os

import aiohttp
from httpx_aiohttp import AiohttpTransport
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

AT_ONCE = 64  # updates handled side by side


async def on_message(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def make_request() -> HTTPXRequest:
    def open_client() -> aiohttp.ClientSession:
        return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))

    return HTTPXRequest(httpx_kwargs={"transport": AiohttpTransport(client=open_client)})


def main() -> None:
    builder = Application.builder().token(os.environ["TELEGRAM_TOKEN"]).base_url(f"{os.environ['BOT_API_URL']}/bot")
    builder = builder.request(make_request()).get_updates_request(make_request()).concurrent_updates(AT_ONCE)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, on_message))
    application.run_polling()


if __name__ == "__main__":
    main()
