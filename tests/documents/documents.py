"""What the tests of documents share."""

import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.documents.formats import Document, DocumentError
from knowledge.extraction.sandbox import CPU_S, extract_file

SENTENCE = "Thu ngân sách huyện Mẫu năm 2021 đạt 158,3 tỷ đồng, bằng 102% kế hoạch."
TABLE = [["Chỉ tiêu", "2020", "2021"], ["Thu (tỷ đồng)", "400", "433"], ["Chi (tỷ đồng)", "450", "500"]]
ROWS = ["Chỉ tiêu: Thu (tỷ đồng); 2020: 400; 2021: 433", "Chỉ tiêu: Chi (tỷ đồng); 2020: 450; 2021: 500"]
PAGE = f"""<!doctype html><html><head><title>Huyện Mẫu | Báo</title><script>thu 9 tỷ</script></head>
<body class="no-sidebar"><form><nav><a href="/">Trang chủ</a></nav><h1>Huyện Mẫu năm 2021</h1>
<div class="share-box">Chia sẻ 15 lượt</div>
<div class="content"><p>{SENTENCE} Đời sống nhân dân được nâng lên rõ rệt.</p><p><b>I. Kết quả</b></p>
<p>Giá trị sản xuất đạt <a href="x">3.250</a> tỷ
đồng;<br>tăng 8%.</p><ul><li>Lúa 5 tấn<ul><li>Vụ xuân 2 tấn</li></ul></li></ul>
<table><tr><th rowspan="2">Chỉ tiêu</th><th colspan="2">Năm 2021</th></tr><tr><th>Giao</th><th>Đạt</th></tr>
<tr><td>Thu</td><td>400</td><td>433</td></tr></table>
<table><tr><td>UBND HUYỆN</td><td>Độc lập</td></tr></table>
<p>Xem thêm:</p><p><a href="y">Huyện khác thu 99 tỷ đồng</a></p></div>
<div class="related-news"><p>Huyện khác năm 2020 thu 77 tỷ đồng, cao hơn mọi huyện quanh vùng.</p></div>
</form><footer>Lượt truy cập: 123.456</footer></body></html>"""
Save = Callable[[str, bytes], Path]


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def child_cpu_s() -> float:
    """The CPU that the readers of this test run have used so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def refusal(path: Path, cpu_s: int = CPU_S) -> str:
    """The one line a file is refused with."""
    with pytest.raises(DocumentError) as caught:
        extract_file(path, cpu_s=cpu_s)
    line = str(caught.value)
    assert line.startswith(f"{path.name}: ") and "\n" not in line
    return line


def is_read_or_refused(path: Path, cpu_s: int = CPU_S) -> bool:
    """Is there a text, or a refusal that names the file and says why?"""
    try:
        return bool(extract_file(path, cpu_s=cpu_s).text.strip())
    except DocumentError as error:
        return error.name == path.name and bool(error.reason)
