"""Report folders of our own for the tests of what happens to them."""

from pathlib import Path

SENTENCE = "Thu ngân sách đạt {} tỷ đồng; lập 3 đội."
YAML = """# ghi chú của người biên tập
title: Xã Mẫu năm 2030
place: xã Mẫu
period: 2030
facts:
  - id: thu
    indicator: Thu ngân sách
    figure: {} tỷ đồng
    sentence: {}
ignored:
  - text: 3 đội
    reason: số đội
"""


def write_report(folder: Path, figure: str = "5,2", golden: str = "") -> Path:
    """A whole report of one figure."""
    folder.mkdir(parents=True, exist_ok=True)
    sentence = SENTENCE.format(figure)
    (folder / "facts.yaml").write_text(YAML.format(figure, sentence), encoding="utf-8")
    (folder / "report.txt").write_text(sentence, encoding="utf-8")
    if golden:
        (folder / "golden.yaml").write_text(golden, encoding="utf-8")
    return folder
