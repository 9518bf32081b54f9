"""The words around a figure -> what they say of it.

In: a sentence. Out: chunks (figures, times, cue words, marks), and for a figure the name that leads to it, its
period, its status, what it is compared with.
chunks: the sentence taken apart; head_words: words that begin an indicator's name; name_phrase: how far a name goes;
indicator_name: names completed and shortened; comparison_base: plan, earlier period, other; words_before: what leads
to a figure; subject: what a sentence is about; draft: a fact before it has an id; sentence_context: what is handed
on from sentence to sentence and from figure to figure; figure_period, figure_context: what holds where a figure
stands.
"""
