"""A web page gives its article and nothing else."""

from knowledge.extraction.documents import Paragraph, read_document
from tests.extraction.documents import PAGE, SENTENCE, Save, texts


def test_web_page_gives_its_article_and_nothing_else(save: Save) -> None:
    document = read_document(save("a.html", PAGE.encode()))
    assert document.title == "Huyện Mẫu năm 2021"
    assert document.paragraphs == (
        Paragraph("Huyện Mẫu năm 2021", "heading", 1),
        Paragraph(f"{SENTENCE} Đời sống nhân dân được nâng lên rõ rệt."),
        Paragraph("I. Kết quả", "heading", 2),
        Paragraph("Giá trị sản xuất đạt 3.250 tỷ đồng;"),
        Paragraph("tăng 8%."),
        Paragraph("Lúa 5 tấn", "item", 1),
        Paragraph("Vụ xuân 2 tấn", "item", 2),
        Paragraph("Chỉ tiêu: Thu; Năm 2021 Giao: 400; Năm 2021 Đạt: 433", "cell_row"),
        Paragraph("UBND HUYỆN", "heading", 2),
        Paragraph("Độc lập"),
    )


def test_page_whose_classes_mislead_is_kept(save: Save) -> None:
    content = f'<body><div class="main-menu"><p>{SENTENCE}</p><p>{SENTENCE}</p></div></body>'.encode()
    assert texts(read_document(save("a.htm", content))) == [SENTENCE, SENTENCE]


def test_page_laid_out_in_tables_is_read_without_its_menu(save: Save) -> None:
    menu = '<td class="menu"><a href="a">Trang chủ</a><table><tr><td><a href="b">Tin tức</a></td></tr></table></td>'
    content = f"<h1>Huyện Mẫu</h1><table><tr>{menu}<td><p>{SENTENCE}</p><p>Hết.</p></td></tr></table>".encode()
    assert texts(read_document(save("a.html", content))) == ["Huyện Mẫu", SENTENCE, "Hết."]
