"""One report's folder <-> its records, and the proof of them.

In: a folder with report.txt and facts.yaml. Out: a ReportFolder, a ProvedReport, or a DataError that names the line.
contents: the bytes of the files, and their names; yaml_tree: YAML with every scalar as text and the line of each;
report_folder: load; format: write anew, and the JSON Schema; splice, rewrite: change a value and leave every other
byte; proof: what makes a report trusted.
A new rule of proof goes into proof.py, with a report that breaks it in the tests.
"""
