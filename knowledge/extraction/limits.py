"""How long a document may be, so that what is accepted is read in time."""

MAX_WORDS = 35_000  # about 90 pages; they take 4 s of CPU, half of what a busy machine gives within the limit
TOO_MANY_WORDS = "văn bản dài hơn 35.000 chữ (khoảng 90 trang); hãy tách thành các tệp nhỏ hơn rồi gửi lại"
MAX_RECORDS = 10_000  # figures and other numbers; a report of that length has about 3,000
TOO_MANY_NUMBERS = "văn bản có hơn 10.000 con số; hãy tách thành các tệp nhỏ hơn rồi gửi lại"
