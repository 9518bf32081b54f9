"""The answer as a value: facts, what follows from them, what is missing, what to offer; and the words it is told in.

answer: Answer, Entry, Missing, Verdict; arithmetic: differences, ratios, sums, every operand a fact; order: in which
order facts are told; phrases: the words for statuses, relations, periods and slots.
Deciding makes these values, telling puts them into paragraphs. The next derived figure is an Operation in
arithmetic.py.
"""
