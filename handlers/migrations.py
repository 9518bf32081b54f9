"""The steps from every version of the database that ever landed to the tables of schema.py, in order.

Version N is what the first N steps leave; it stands in the one row of schema_version. A step that landed is never
changed: what the tables need next is a new step at the end. Databases from before versions were counted have
version 0, with any of the tables that the first step makes.
"""

import sqlalchemy as sa

_ADVISORY_LOCK = 5_207_318_442  # any number, the same in every process that migrates


class NewerVersionError(Exception):
    """The database is of a version that this code does not know."""

    def __init__(self, version: int, known: int) -> None:
        super().__init__(version, known)
        self.version, self.known = version, known


def migrate(engine: sa.Engine) -> None:
    """Bring the database to the present version, each step in a transaction. Raises NewerVersionError."""
    with engine.connect() as db:
        version = find_version(db)
    if version > len(STEPS):
        raise NewerVersionError(version, len(STEPS))
    while version < len(STEPS):
        with engine.begin() as db:
            version = _take_step(db)


def find_version(db: sa.Connection) -> int:
    """How many steps the database has behind it."""
    if not sa.inspect(db).has_table("schema_version"):
        return 0
    return db.scalar(sa.text("SELECT version FROM schema_version")) or 0


def _take_step(db: sa.Connection) -> int:
    """The version after one more step; no step where another process came first."""
    if db.dialect.name == "postgresql":
        db.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
    version = find_version(db)
    if version == 0:
        db.execute(sa.text("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)"))
        db.execute(sa.text("DELETE FROM schema_version"))
        db.execute(sa.text("INSERT INTO schema_version VALUES (0)"))
    if version < len(STEPS):
        STEPS[version](db)
        version += 1
        db.execute(sa.text("UPDATE schema_version SET version = :version"), {"version": version})
    return version


def _make_tables(db: sa.Connection) -> None:
    """The tables as they were before versions were counted, those that are missing, and what the oldest kept."""
    key = "SERIAL" if db.dialect.name == "postgresql" else "INTEGER NOT NULL"
    for table in _TABLES:
        db.execute(sa.text(table.format(key=key)))
    for name, columns in _INDEXES.items():
        db.execute(sa.text(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}"))
    if sa.inspect(db).has_table("unanswered"):
        _take_over_unanswered(db)


def _take_over_unanswered(db: sa.Connection) -> None:
    """Questions in vain had a table of their own once, at first with is_named: the opposite of is_nameable."""
    names = {column["name"] for column in sa.inspect(db).get_columns("unanswered")}
    is_nameable = "is_nameable" if "is_nameable" in names else "NOT is_named"
    db.execute(sa.text(_TAKE_OVER.format(is_nameable=is_nameable)))
    db.execute(sa.text("DROP TABLE unanswered"))


def _retire_marks(db: sa.Connection) -> None:
    """Marks that nothing sets any more: what had them waits again only if someone asks again."""
    db.execute(sa.text("UPDATE asked SET mark = 'skipped' WHERE mark IN ('absent', 'aliased')"))


def _count_tries(db: sa.Connection) -> None:
    """How often an update was sent with unknown outcome, and how often handling it failed; unless it is there."""
    present = {column["name"] for column in sa.inspect(db).get_columns("updates")}
    for name in ("unconfirmed", "failures"):
        if name in present:
            continue
        db.execute(sa.text(f"ALTER TABLE updates ADD COLUMN {name} INTEGER DEFAULT 0 NOT NULL"))


STEPS = (_make_tables, _retire_marks, _count_tries)

_TABLES = (
    """CREATE TABLE IF NOT EXISTS updates (update_id BIGINT NOT NULL, sent INTEGER NOT NULL,
       is_handled BOOLEAN NOT NULL, raw TEXT, at BIGINT NOT NULL, PRIMARY KEY (update_id))""",
    """CREATE TABLE IF NOT EXISTS answers (chat_id BIGINT NOT NULL, message_id BIGINT NOT NULL,
       person_id BIGINT NOT NULL, question_id BIGINT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
       at BIGINT NOT NULL, PRIMARY KEY (chat_id, message_id))""",
    """CREATE TABLE IF NOT EXISTS asked (id {key}, text VARCHAR(200) NOT NULL, topic VARCHAR(120) NOT NULL,
       period VARCHAR(120) NOT NULL, is_nameable BOOLEAN NOT NULL, is_answered BOOLEAN NOT NULL,
       count INTEGER NOT NULL, day VARCHAR(10) NOT NULL, mark VARCHAR(10) NOT NULL,
       PRIMARY KEY (id), UNIQUE (text))""",
    """CREATE TABLE IF NOT EXISTS absent (id {key}, topic_key VARCHAR(120) NOT NULL, period VARCHAR(120) NOT NULL,
       topic VARCHAR(120) NOT NULL, PRIMARY KEY (id), UNIQUE (topic_key, period))""",
    """CREATE TABLE IF NOT EXISTS drafts (id {key}, update_id BIGINT NOT NULL, chat_id BIGINT NOT NULL,
       message_id BIGINT NOT NULL, report VARCHAR(80) NOT NULL, stage VARCHAR(10) NOT NULL,
       cursor VARCHAR(100) NOT NULL, PRIMARY KEY (id), UNIQUE (update_id))""",
    """CREATE TABLE IF NOT EXISTS draft_endings (draft_id INTEGER NOT NULL, told TEXT NOT NULL,
       PRIMARY KEY (draft_id))""",
    """CREATE TABLE IF NOT EXISTS prompts (chat_id BIGINT NOT NULL, data VARCHAR(64) NOT NULL,
       message_id BIGINT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (chat_id))""",
    """CREATE TABLE IF NOT EXISTS alias_offers (id {key}, alias VARCHAR(80) NOT NULL, fact_key VARCHAR(20) NOT NULL,
       is_everywhere BOOLEAN NOT NULL, PRIMARY KEY (id))""",
)
_INDEXES = {
    "ix_updates_at": "updates (at)",
    "ix_answers_at": "answers (at)",
    "answers_of_person": "answers (chat_id, person_id, message_id)",
    "answers_to_question": "answers (chat_id, question_id)",
}
_TAKE_OVER = """INSERT INTO asked (text, topic, period, is_nameable, is_answered, count, day, mark)
    SELECT text, topic, period, {is_nameable}, false, count, day, mark FROM unanswered
    WHERE text NOT IN (SELECT text FROM asked) ORDER BY id"""
