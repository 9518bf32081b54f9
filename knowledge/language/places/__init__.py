"""Proper names in a text: places and people.

In: tokens, and the names of the places that a knowledge is about. Out: places with their level and their place in
the text, paths of places, and texts without the names of people.
gazetteer: the listed places and the words for levels; own_names: places no gazetteer has; place_mentions:
find_places; place_paths: "xã X thuộc huyện Y"; administrative_units: a place in words and when two are the same;
people: who is named.
Tables: places/. A new place is a row of places.tsv, a new word for a level one of place_levels.tsv.
"""
