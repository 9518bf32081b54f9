"""A pressed button of a fact, or words typed for it -> the next panel."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

from telegram import Update

from handlers.context import HandlerContext
from handlers.editors.drafts.decisions import accept_fact, drop_fact, ignore_fact
from handlers.editors.drafts.edits import FIELDS, HINTS, keep_before, set_fact_field
from handlers.editors.drafts.fact_panels import (
    FACTS_SHOWN,
    find_fact,
    find_next,
    find_shown,
    load_facts,
    render_all,
    render_doubtful,
    render_fact,
    render_fields,
    render_statuses,
)
from handlers.editors.drafts.panels import ask_words, render_draft
from handlers.editors.panels.history import make_author
from handlers.editors.panels.panel import Panel
from handlers.memory.drafts import Draft, save_draft
from knowledge.facts.record.fact import Status
from knowledge.facts.record.report_record import FactRecord
from knowledge.facts.versions.audit import Author, note_event

CHANGED = "Mục này đã đổi từ khi được hiện ra; hãy xem lại."
DECISIONS = {"y": accept_fact, "n": drop_fact, "i": ignore_fact}
DECISION_WORDS = {"y": "đúng", "n": "xóa", "i": "không phải số liệu"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What an editor wants a field of a fact to be. key: of the fact as it was shown; name: of the field."""

    key: str
    name: str
    text: str
    author: Author


async def review_fact(update: Update, context: HandlerContext, draft: Draft, pressed: tuple[str, str]) -> Panel:
    """Decide on the fact, or go on; one that is not as it was shown stays as it is."""
    services, (action, key) = context.bot_data, pressed
    folder, reports = draft.find_folder(services.desk.drafts), services.desk.reports
    facts = await asyncio.to_thread(load_facts, folder)
    fact, refusal = find_fact(facts, key), ""
    if fact is None or (action == "y" and not fact.doubts):
        shown = find_shown(facts, draft.cursor)
        draft = replace(draft, cursor=shown.id if shown else "")
    elif action not in DECISIONS:
        draft = replace(draft, cursor=find_next(facts, fact.id, -1 if action == "h" else 1) or fact.id)
    else:
        refusal = await _decide(update, context, draft, fact, action)
        if not fact.doubts:
            return await asyncio.to_thread(_show_decided, draft, folder, (facts, fact), refusal)
        draft = replace(draft, cursor=fact.id if refusal else find_next(facts, fact.id))
    await save_draft(services.state, draft)
    return await asyncio.to_thread(render_doubtful, draft, folder, reports, refusal)


async def _decide(update: Update, context: HandlerContext, draft: Draft, fact: FactRecord, action: str) -> str:
    """Why the decision cannot be written, or "": then the log knows who took it."""
    desk = context.bot_data.desk
    folder, about = draft.find_folder(desk.drafts), f"{draft.report}: {DECISION_WORDS[action]}: {fact.indicator}"
    author = make_author(update.effective_user)
    return await asyncio.to_thread(
        keep_before,
        folder,
        lambda: DECISIONS[action](folder, fact),
        lambda: note_event(desk.reports, author, "decision", about),
    )


def _show_decided(draft: Draft, folder: Path, chosen: tuple[tuple[FactRecord, ...], FactRecord], refusal: str) -> Panel:
    """After a decision on a fact that was chosen from the list: the page of the list, or the fact and why not."""
    facts, fact = chosen
    return (
        render_fact(draft, folder, fact, refusal)
        if refusal
        else render_all(draft, folder, facts.index(fact) // FACTS_SHOWN)
    )


async def edit_fact(update: Update, context: HandlerContext, draft: Draft, pressed: tuple[str, str, str]) -> Panel:
    """e: which field; f: type it; s, S: the status; o: look at the fact."""
    services, (action, key, value) = context.bot_data, pressed
    folder, reports = draft.find_folder(services.desk.drafts), services.desk.reports
    fact = find_fact(await asyncio.to_thread(load_facts, folder), key)
    if fact is None:
        return await asyncio.to_thread(render_draft, draft, folder, reports)
    match action:
        case "e":
            return render_fields(draft, fact)
        case "s":
            return render_statuses(draft, fact)
        case "f" if value in FIELDS:
            asked = (FIELDS[value], fact.indicator, HINTS[value])
            return await ask_words(update, context, draft, f"f:{key}:{value}", asked)
        case "S" if value in set(Status):
            typed = Typed(key, "status", value, make_author(update.effective_user))
            return await asyncio.to_thread(set_field_typed, draft, folder, typed, reports)
    return await asyncio.to_thread(_show_fact, draft, folder, fact.id, reports)


def set_field_typed(draft: Draft, folder: Path, typed: Typed, reports: Path) -> Panel:
    """The fact with the field as typed, and a line in the log; or why it cannot be so."""
    fact, name = find_fact(load_facts(folder), typed.key), typed.name
    if fact is None or name not in FIELDS:
        return render_draft(draft, folder, reports, CHANGED)
    about = f"{draft.report}: sửa {FIELDS[name]}: {fact.indicator}"
    refusal = keep_before(
        folder,
        lambda: set_fact_field(folder, fact, name, typed.text),
        lambda: note_event(reports, typed.author, "decision", about),
    )
    return _show_fact(draft, folder, fact.id, reports, refusal)


def _show_fact(draft: Draft, folder: Path, name: str, reports: Path, refusal: str = "") -> Panel:
    """The fact among the doubtful ones if it is doubtful, else alone."""
    fact = next((fact for fact in load_facts(folder) if fact.id == name), None)
    if fact is not None and not fact.doubts:
        return render_fact(draft, folder, fact, refusal)
    return render_doubtful(replace(draft, cursor=name), folder, reports, refusal)
