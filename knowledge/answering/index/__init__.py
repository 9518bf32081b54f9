"""What questions are matched against: names, places, headings, passages.

In: a Store. Out: an Index: every name a fact goes by, how much each of its words tells, the words around each fact.
localities: the places a knowledge is about, each once; headings_above: the headings over a sentence; joint_names:
halves of a joint name; passages: sentences ranked by words; index: all of it.
Nothing here depends on a question. What is learnt once a report or once a knowledge goes here.
"""
