"""Vietnamese text -> values: words, numbers with units, times, places. Knows no report, no question and no document.

In: a text as somebody wrote it. Out: frozen values with the place in the text they were read from, or nothing; an
ambiguous form is refused, never guessed.
Rooms in the order of imports: table (loads tables/), text, spelling, lexicon, numbers, times, quantities, places.
The words themselves stand in tables/, in folders by their reader: question, report, spelling, places, units; a
table's header tells its columns, its source and which sister table a new row touches. A new word is a row there,
never code.
"""
