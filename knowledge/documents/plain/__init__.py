"""Text files and Markdown -> Document.

In: the bytes of a .txt or .md file. Out: a Document.
encodings: which code the bytes are in, old Vietnamese fonts too (table spelling/legacy_fonts.tsv); markdown: marks
of Markdown -> the marks that plain text may have; plain_text: lines and tables drawn with bars -> paragraphs.
A new mark of Markdown goes into markdown.py; a new code of letters is rows of the table.
"""
