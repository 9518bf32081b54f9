"""Numbers, their units and the words around them.

In: a text, and a place in it. Out: a Figure (number or range, unit, how far it goes), or what the number is if it
counts nothing.
number: digits and words -> Decimal; unit: scale, base, rate; figure: a number with the unit behind it;
worded_figures:
"hai mươi hộ"; qualifier: "trên", "gần"; number_names: numbers of documents, telephones, parts of names.
Tables: units/. A new unit is one row of units.tsv (of unit_classes.tsv too where it counts what another one counts).
"""
