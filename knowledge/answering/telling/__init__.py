"""Answer -> Reply: Vietnamese words in paragraphs, no markup.

In: an Answer. Out: a Reply: paragraphs of styled spans, and offers for buttons.
reply: the types; figure_lines: a fact's figure, sentence and source; result_lines: what was computed, what is
missing; render: the whole reply, headings of offers; smalltalk: greetings, help,
topics, a source.
What is said is decided before: here only how. A new wording is changed in the one function that writes it.
"""
