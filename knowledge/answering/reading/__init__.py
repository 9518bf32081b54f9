"""Text and context -> the question: its words with what each may stand for, and its slots.

In: one question of a message, the Index (its vocabulary), what the chat was about. Out: a Query and Slots.
words: tokens -> words with their alternatives; spellings: keystrokes and abbreviations written out; cues: phrases
that fill slots, official indicators; asked_for: when, who, where; query: all of it; slots: what a fact must be;
context: what a chat was about.
A new slot: its phrases are rows of question/cues.tsv, its field and reader stand in slots.py, its veto in
finding/veto.py, how it is named where nothing fits in answer/phrases.py (slot_words).
"""
