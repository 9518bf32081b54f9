"""How long a document may be, so that what is accepted is read in time."""

MAX_WORDS = 40_000  # about 100 pages; they take 4 s of CPU, what a busy machine gives within the limit
TOO_MANY_WORDS = "văn bản dài hơn 40.000 chữ (khoảng 100 trang); hãy tách thành các tệp nhỏ hơn rồi gửi lại"
