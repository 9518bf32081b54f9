"""What all readers of documents share: printed lines -> paragraphs and rows.

In: lines as they stand on a page, cells of tables. Out: Paragraphs and the Document.
document: the types, and how long a document may be; cleaning: hyphens, invisible letters, raised marks of notes;
lines: what was wrapped at the margin is joined, the marks that open an item or a heading; paragraphs: heading,
item or text, the title; table_rows: cells -> a row
each with the heads of its columns; table_units: "Đơn vị tính" above a table.
Words that mark a heading, a letterhead or a note are rows of report/documents.tsv and report/outlook.tsv.
"""
