"""The names of files and folders below a folder of reports."""

FACTS_FILE, REPORT_FILE, GOLDEN_FILE = "facts.yaml", "report.txt", "golden.yaml"
VERSIONS_FOLDER, MARKER, AUDIT_FILE = ".versions", ".switch", "audit.jsonl"
