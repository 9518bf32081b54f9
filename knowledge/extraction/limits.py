"""How long a document may be, so that what is accepted is read in time."""

MAX_WORDS = 120_000  # about 300 pages; a table repeats its header in every row. They take a fifth of the CPU there is
TOO_MANY_WORDS = "văn bản dài hơn 120.000 chữ (khoảng 300 trang); hãy tách thành các tệp nhỏ hơn rồi gửi lại"
MAX_RECORDS = 20_000  # figures and other numbers; a report of 100 pages of tables has about 12,000
TOO_MANY_NUMBERS = "văn bản có hơn 20.000 con số; hãy tách thành các tệp nhỏ hơn rồi gửi lại"
