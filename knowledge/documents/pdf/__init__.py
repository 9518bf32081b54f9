"""PDF files with text -> Document.

In: the bytes of a PDF. Out: a Document; scanned pages and fonts without a code are refused with one line.
letters: letters -> lines, what was printed twice or raised; tables: ruled tables, over pages too; page: one page;
furniture: running heads, page numbers and notes of all pages; pdf_file: all of it, the door of the room.
A new layout of pages is a rule in page.py or furniture.py, with a PDF made by tests/documents/document_makers.py.
"""
