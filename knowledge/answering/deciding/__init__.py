"""Matches and slots -> the Answer: told, offered or declined.

In: a Query with its matches, its slots, the chat's context. Out: an Answer.
decide: one question, the door of the room; named: a question that names something; group: which of the matches are
meant; resolve: which operation they want; plans: the operations, and what claims come to; one_place, several_places:
of which place; compound: several things in one question; followup, subject: what the chat leaves out; vague: what is
too open to answer; weigh: what no name explains whole, answered, offered or refused.
Whether something may be said is decided here and nowhere after.
"""
