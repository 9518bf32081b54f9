"""Telegram itself: requests, updates in order, messages out, HTML.

In: updates by polling or webhook; Replies. Out: each update handled once and in its chat's order; messages,
remembered as soon as Telegram took them.
transport: requests over aiohttp; markup: the only place that escapes; delivery: a reply sent; lanes: one chat after
each other, chats side by side; ingress, webhook: where updates come from; notices: what the bot says about Telegram
itself; logs: no secret is ever written.
"""
