"""The cells of a row that hold words with figures among them -> the drafts they state."""

from dataclasses import replace

from knowledge.extraction.cells import read_cells
from knowledge.extraction.chunks import find_chunks
from knowledge.extraction.draft import Draft
from knowledge.extraction.heads import head_of
from knowledge.extraction.names import capitalize, complete, is_bare, theme_of
from knowledge.extraction.paragraph import Paragraph
from knowledge.extraction.reader import read_sentence
from knowledge.extraction.setting import Setting
from knowledge.language.period import Period


def read_prose(paragraph: Paragraph, setting: Setting, anchor: Period | None) -> list[Draft]:
    """What "720 ha; sản lượng: 4.230 tấn" in the row "Diện tích lúa" states, read as a sentence about the row."""
    row = read_cells(paragraph, setting.anchor)
    name = capitalize(row.name)
    about = replace(setting, subject=name, topic=name, is_labelled=True, before=None)
    drafts: list[Draft] = []
    for words in row.prose if name else ():
        sentence = f"{name}: {words}"
        drafts += read_sentence(sentence, find_chunks(sentence, anchor), about).drafts
    theme = next(filter(None, map(theme_of, [name, *(draft.name for draft in drafts)])), "")
    for draft in drafts:
        if is_bare(draft.name, head_of(draft.name)):
            draft.name = complete(draft.name, theme)
    return drafts
