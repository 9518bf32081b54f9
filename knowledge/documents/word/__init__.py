""".docx files -> Document.

In: the bytes of a Word file. Out: a Document, by way of HTML; what is struck out or hidden is left out.
word_file: refuses archives that are damaged, locked or bombs, and converts the rest; struck_out: drops runs and
styles that no one is to read.
A new thing of Word that is not to be read goes into struck_out.py.
"""
