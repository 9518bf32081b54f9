"""Web pages, and Word files converted to HTML -> Document.

In: HTML. Out: a Document of the article alone.
blocks: HTML -> blocks of text and tables, in one pass; article: which blocks are the article, which are furniture;
tables: spans and nested cells -> grids; web_page: all of it, the door of the room.
What furniture looks like is words of report/documents.tsv; how much of a page it may be are the shares in
article.py.
"""
