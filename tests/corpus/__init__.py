"""Our own questions about the seed report, typed as people type, each with the facts a reader would accept.

questions.jsonl, a JSON object a line:
  id, q (the message), style (how it is typed or what is hard about it), kind (how it is graded, see grading.py),
  gold (ids of facts.yaml; a comparison is "<id>.pct_of_plan" or "<id>.pct_of_previous"),
  also (ids a reader would accept as well), value (the result of a computation; a list: any of these),
  choices_ok (an offer of the gold fact is as good as an answer), abstain_ok (so is declining),
  source (who wrote the row, and as whom), split: "dev" rows may be studied, "held" rows only counted.
dialogues.jsonl: id, source, split and turns, each a question without id, style, source and split.

`python -m tests.corpus` prints right and wrong for each style and every miss of the dev rows; `--held` the others'.
A miss is a bug of the answering, or a row that is wrong: read the report, then mend the one that is.
"""
