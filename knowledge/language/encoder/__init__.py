"""Text -> 64 numbers; texts of like meaning point the same way, however they are typed.

In: any text: a question without accents, in Telex, with slips, in English; a name, a sentence. Out: a vector of
length 1 (all zeros where there is no word). How near two texts are is the product of their vectors, -1..1. Nearness
tells near from far, never stated from not stated: it may widen, weigh and rank, and accepts nothing alone.

pieces   a text -> the rows of the learned table that it adds up; knows no numpy
encoder  the table -> vectors; `weights.npz` beside it is made by training/, whose README says how

Importing this package imports numpy: commands that ask nothing stay without it. Vectors of an index's names are the
caller's to keep; `encode_all` makes them at once.
"""

from knowledge.language.encoder.encoder import Encoder, load_encoder

__all__ = ["Encoder", "load_encoder"]
