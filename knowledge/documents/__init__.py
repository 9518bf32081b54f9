"""Files -> Document: paragraphs in reading order, headings, rows of tables. Knows nothing of facts.

In: a file of a kind that formats.py lists. Out: a Document, its text verbatim apart from markup, blanks and marks of
notes; or a DocumentError whose one line says what to do.
Rooms in the order of imports: layout (what all readers share), plain, html, word, pdf, formats (which reader takes
what).
A new kind of file is a room with a function `parse_x(bytes) -> Document` and a row in formats.py.
"""
