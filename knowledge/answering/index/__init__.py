"""What questions are matched against: names, places, headings, passages.

In: a Store. Out: an Index: every name a fact goes by, how much each of its words tells, the words around each fact.
names: of a fact; part: what one report adds; counts: what all add, one report taken out or put in at a time;
sentence_words: the sentences that have a word; localities: the places a knowledge is about, each once; rows: the facts
of a name by place and period; initials; headings_above; joint_names: halves
of a joint name; surroundings: the words around a figure, read when asked for;
passages: sentences ranked by words; index: all of it, quickly from the index before.
Nothing here depends on a question, and nothing compares all facts with all others.
"""
