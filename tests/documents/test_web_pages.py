"""A web page gives its article and nothing else."""

import pytest

from knowledge.documents.formats import Paragraph, read_document
from tests.documents.documents import PAGE, SENTENCE, Save, texts


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


MORE = "Thu nhập bình quân đầu người đạt 52 triệu đồng một năm, tỷ lệ hộ nghèo giảm còn 3,15 phần trăm."
OTHER = "Huyện bên cạnh thu ngân sách đạt 999 tỷ đồng trong năm qua, vượt dự toán được giao đầu năm."


@pytest.mark.parametrize(
    "name",
    ["row has-sidebar", "layout-right-sidebar", "post social-share", "post-with-comments", "widget", "post-tags"],
)
def test_what_holds_the_article_is_no_furniture_whatever_it_is_called(save: Save, name: str) -> None:
    article = f"<div class='{name}'><div><h1>Huyện Mẫu</h1><p>{SENTENCE}</p><p>{MORE}</p></div>"
    side = f"<div class='sidebar'><h3>Tin mới</h3><p>{OTHER}</p></div><div class='related'><p>{OTHER}</p></div></div>"
    content = f"<body>{article}{side}</body>".encode()
    assert texts(read_document(save("a.html", content))) == ["Huyện Mẫu", SENTENCE, MORE]


def test_a_short_article_with_the_headline_is_kept_whatever_it_is_called(save: Save) -> None:
    content = "<div class='tags'><h1>Huyện Mẫu</h1><p>Thu: 5 tỷ đồng.</p></div><div class='menu'>Chi: 6</div>".encode()
    assert texts(read_document(save("a.html", content))) == ["Huyện Mẫu", "Thu: 5 tỷ đồng."]


@pytest.mark.parametrize(
    "related",
    [
        "<p>&gt;&gt; Xem thêm: Thu ngân sách tỉnh đạt 888 tỷ đồng</p>",
        "<p>• <b>Đọc thêm: Thu ngân sách tỉnh đạt 888 tỷ đồng</b></p>",
        "<p>TIN LIÊN QUAN</p><p>• <a href='x'>Đàn lợn đạt 777 nghìn con</a> (ngày 12/12, 5 ý kiến)</p>",
        "<h3>Tin khác:</h3><ul><li><a href='x'>Đàn lợn đạt 777 con</a></li><li>(1/2) <a href='y'>Bò</a></li></ul>",
        "<p>» <a href='x'>Đàn lợn toàn tỉnh đạt 777 nghìn con</a> (12/12)</p>",
    ],
)
def test_related_news_inside_the_article_are_dropped(save: Save, related: str) -> None:
    content = f"<h1>Huyện Mẫu</h1><div><p>{SENTENCE}</p>{related}<p>{MORE}</p></div>".encode()
    assert texts(read_document(save("a.html", content))) == ["Huyện Mẫu", SENTENCE, MORE]


def test_a_longer_text_beside_the_article_is_left_out(save: Save) -> None:
    content = f"<div class='has-menu'><h1>Huyện Mẫu</h1><p>{SENTENCE}</p></div><div><p>{OTHER * 3}</p></div>".encode()
    assert texts(read_document(save("a.html", content))) == ["Huyện Mẫu", SENTENCE]


def test_a_list_of_terms_gives_each_with_what_is_said_of_it(save: Save) -> None:
    terms = "<dl><dt>Thu ngân sách:</dt><dd>435,7 tỷ đồng</dd><dt>Sản lượng</dt><dd>61 tấn</dd></dl>"
    content = f"<h1>Huyện Mẫu</h1>{terms}".encode()
    assert texts(read_document(save("a.html", content)))[1:] == ["Thu ngân sách: 435,7 tỷ đồng", "Sản lượng: 61 tấn"]
