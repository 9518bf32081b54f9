"""The tables of the database as they are now; how they came to be so is in migrations.py, which changes with them."""

import sqlalchemy as sa

MAX_TEXT, MAX_TOPIC = 200, 120  # characters of a question and of what it is about; what is longer is a letter

METADATA = sa.MetaData()

UPDATES = sa.Table(
    "updates",
    METADATA,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("sent", sa.Integer, nullable=False),  # messages of its reply that Telegram took
    sa.Column("is_handled", sa.Boolean, nullable=False),
    sa.Column("raw", sa.Text),  # the update itself where it waits here instead of in Telegram's queue
    sa.Column("at", sa.BigInteger, nullable=False, index=True),
    sa.Column(
        "unconfirmed", sa.Integer, nullable=False, server_default=sa.text("0")
    ),  # sends whose outcome nobody knows
    sa.Column("failures", sa.Integer, nullable=False, server_default=sa.text("0")),  # of handling it, unforeseen ones
)
ANSWERS = sa.Table(
    "answers",
    METADATA,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("person_id", sa.BigInteger, nullable=False),
    sa.Column("question_id", sa.BigInteger, nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False, index=True),
    sa.Index("answers_of_person", "chat_id", "person_id", "message_id"),
    sa.Index("answers_to_question", "chat_id", "question_id"),
)
ASKED = sa.Table(
    "asked",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("text", sa.String(MAX_TEXT), nullable=False, unique=True),
    sa.Column("topic", sa.String(MAX_TOPIC), nullable=False),  # "" where it was never asked in vain
    sa.Column("period", sa.String(MAX_TOPIC), nullable=False),  # codes, as parsed
    sa.Column("is_nameable", sa.Boolean, nullable=False),
    sa.Column("is_answered", sa.Boolean, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("day", sa.String(10), nullable=False),  # the last one it was asked on
    sa.Column("mark", sa.String(10), nullable=False),
)
ABSENT = sa.Table(
    "absent",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("topic_key", sa.String(MAX_TOPIC), nullable=False),
    sa.Column("period", sa.String(MAX_TOPIC), nullable=False),
    sa.Column("topic", sa.String(MAX_TOPIC), nullable=False),
    sa.UniqueConstraint("topic_key", "period"),
)
DRAFTS = sa.Table(
    "drafts",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("update_id", sa.BigInteger, nullable=False, unique=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("message_id", sa.BigInteger, nullable=False),
    sa.Column("report", sa.String(80), nullable=False),
    sa.Column("stage", sa.String(10), nullable=False),
    sa.Column("cursor", sa.String(100), nullable=False),
)
ENDINGS = sa.Table(
    "draft_endings",
    METADATA,
    sa.Column("draft_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("told", sa.Text, nullable=False),
)
PROMPTS = sa.Table(
    "prompts",
    METADATA,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("data", sa.String(64), nullable=False),
    sa.Column("message_id", sa.BigInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)
OFFERS = sa.Table(
    "alias_offers",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("alias", sa.String(80), nullable=False),
    sa.Column("fact_key", sa.String(20), nullable=False),
    sa.Column("is_everywhere", sa.Boolean, nullable=False),
)
VERSION = sa.Table("schema_version", METADATA, sa.Column("version", sa.Integer, nullable=False))  # of one row
