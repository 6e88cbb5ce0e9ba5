"""The tables, their columns in words, and the views for auditors; the same in SQLite and PostgreSQL."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, Table, Text

__all__ = ["ADDED_INDEXES", "METADATA", "OF_DOCUMENT", "OF_PAIR", "TABLES", "VERSION", "VIEWS"]

VERSION = 2
METADATA = MetaData()


def _text(name: str, comment: str, *, key: bool = False, null: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=null, comment=comment)


def _whole(name: str, comment: str, *, key: bool = False, null: bool = False) -> Column[int]:
    return Column(name, BigInteger, primary_key=key, nullable=null, comment=comment, autoincrement=False)


def _share(name: str, comment: str) -> Column[float]:
    return Column(name, Float(53), nullable=True, comment=comment)


def _flag(name: str, comment: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, comment=comment)


META = Table(
    "meta",
    METADATA,
    _text(
        "name", "what is told: schema_version, survey (what the table nearby was made from), held (who writes to it at present)", key=True
    ),
    _text("value", "its value"),
    comment="What the database says of itself.",
)
RUNS = Table(
    "runs",
    METADATA,
    Column("number", Integer, primary_key=True, comment="counts up from 1"),
    _text("archive", "the location that was scanned"),
    _text("started", "when, UTC, ISO 8601"),
    _text("ended", "when it came to its end, or null for a run that was cut off", null=True),
    _text("version", "of the program"),
    _text("model", "name and sha256 of the encoder that matched"),
    _text("settings", "every resolved setting, JSON"),
    _text("counts", "what was done, JSON, or null", null=True),
    comment="One row per run; the only table whose content depends on when and how a scan was run.",
)
FILES = Table(
    "files",
    METADATA,
    _text("path", "relative to the archive, forward slashes", key=True),
    _whole("size", "bytes, or null when the location does not tell", null=True),
    _text("stamp", "changes when the content may have changed (modification time in ns, etag, check sum)"),
    _text("sha256", "of the bytes; empty when they could not be had"),
    _text("state", "read, duplicate, unsupported or failed"),
    _text("reason", "why it was not read, or an empty string"),
    _text("same_as", "path of the file with the same bytes that was read, for a duplicate", null=True),
    _text("read_key", "what the reading depends on besides the bytes: version and limits"),
    comment="Every file of the archive, each with what became of it.",
)
DOCUMENTS = Table(
    "documents",
    METADATA,
    _text("id", "D and 16 hexadecimal digits of the sha256 over path and content", key=True),
    _text("file", "files.path that holds it"),
    _text("path", "as in quotes; a document within a file stands behind !/"),
    _text("sha256", "of its bytes"),
    _text("format", "docx, xlsx, pdf ..."),
    _text("title", "from the properties, or an empty string"),
    _text("language", "ISO 639-1, und-Script, or empty when it cannot be told"),
    _share("language_share", "votes for it among all, 0 to 1"),
    _flag("analysed", "goals and work were looked for: the language is English or cannot be told"),
    _whole("blocks", "how many blocks were read"),
    _text("unread", "what was skipped: JSON list of what and count"),
    _text("properties", "date and title as the file states them, JSON"),
    Column("signature", LargeBinary, nullable=False, comment="MinHash over runs of four words; empty without words"),
    _text("extract_key", "what goals, work and kind depend on besides the text: models and settings"),
    _text("kind", "strategy, roadmap-or-portfolio, status-report, minutes, budget, policy, other; null when not judged", null=True),
    _share("kind_probability", "calibrated, 0 to 1"),
    _text("organisation", "whose it is, as written", null=True),
    _text("unit", "part of the organisation, as written", null=True),
    _text("period_start", "first day it covers, ISO 8601", null=True),
    _text("period_end", "last day it covers, ISO 8601", null=True),
    _text("dated", "the day it speaks from, ISO 8601", null=True),
    _text("classification", "kind, chances, evidence and reasons as JSON", null=True),
    _text("near_of", "path of an earlier document that it nearly repeats", null=True),
    _share("likeness", "estimated share of common runs of words with that one, 0 to 1"),
    _text("family", "path that names the versions it belongs to", null=True),
    _whole("version", "its place among them from 1, the oldest first", null=True),
    _whole("versions", "how many there are", null=True),
    comment="Everything that was read.",
)
BLOCKS = Table(
    "blocks",
    METADATA,
    _text("document", "documents.id", key=True),
    _whole("number", "place in the document from 0", key=True),
    _text("kind", "paragraph, heading, list-item, row, code"),
    _text("layer", "body, note, footnote, comment, deleted, hidden, quoted"),
    _text("place", "in words: page 3, line 12"),
    _text("text", "as read, white space collapsed"),
    _text("data", "the block in full, JSON"),
    comment="The text of every document.",
)
GOALS = Table(
    "goals",
    METADATA,
    _text("document", "documents.id", key=True),
    _text("id", "G and 8 hexadecimal digits", key=True),
    _whole("number", "place in the document from 0"),
    _text("text", "verbatim"),
    _text("place", "in words"),
    _text("level", "theme, goal, objective, key-result"),
    _text("parent", "goals.id above it", null=True),
    _text("metric", "as written", null=True),
    _text("deadline", "last possible day, ISO 8601", null=True),
    _text("owner", "as written", null=True),
    _text("data", "the goal in full, JSON"),
    comment="Goals of each document that is or may be a strategy, taken alone; pair_goals tells how a pair judges them.",
)
ITEMS = Table(
    "items",
    METADATA,
    _text("document", "documents.id", key=True),
    _text("id", "I and 8 hexadecimal digits", key=True),
    _whole("number", "place in the document from 0"),
    _text("text", "verbatim title"),
    _text("place", "in words"),
    _text("state", "not-started, on-track, at-risk, off-track, blocked, on-hold, done, cancelled, unknown"),
    _text("due", "last possible day, ISO 8601", null=True),
    _text("owner", "as written", null=True),
    _text("work_class", "change, run, compliance, security-upkeep, debt, enabler"),
    _text("same_as", "items.id that it repeats", null=True),
    _text("data", "the item in full, JSON"),
    comment="Work of each document that is or may be a plan or report, taken alone; pair_items tells how a pair judges it.",
)
PAIRS = Table(
    "pairs",
    METADATA,
    _text("id", "P and 16 hexadecimal digits over both documents", key=True),
    _text("strategy", "documents.id"),
    _text("execution", "documents.id"),
    _text("organisation", "as written, or empty"),
    _text("unit", "as written, or empty"),
    _text("rules", "why they are a pair, JSON list"),
    _text("pair_key", "what the comparison depends on besides both texts: models and settings"),
    _text("state", "compared, or why there is nothing to compare"),
    _whole("goals", "how many", null=True),
    _whole("supported", "goals that work carries", null=True),
    _whole("partial", "goals that work carries in part", null=True),
    _whole("unsupported", "goals without live work", null=True),
    _whole("unclear", "goals for which it cannot be told", null=True),
    _whole("items", "pieces of work, repeats not counted", null=True),
    _whole("orphaned", "change work that serves no goal", null=True),
    _text("report", "the whole comparison in the published form aligner.report/1, JSON", null=True),
    comment="Strategies and the execution documents they are compared with.",
)
PAIR_GOALS = Table(
    "pair_goals",
    METADATA,
    _text("pair", "pairs.id", key=True),
    _text("goal", "id of the goal", key=True),
    _whole("number", "place among the pair's goals from 0"),
    _text("text", "verbatim"),
    _text("place", "file and place in words"),
    _text("support", "supported, partial, unsupported, unclear"),
    _flag("vague", "it cannot be told when it is met"),
    comment="How a pair judges its goals.",
)
PAIR_ITEMS = Table(
    "pair_items",
    METADATA,
    _text("pair", "pairs.id", key=True),
    _text("item", "id of the item", key=True),
    _whole("number", "place among the pair's work from 0"),
    _text("text", "verbatim"),
    _text("place", "file and place in words"),
    _text("alignment", "aligned, orphaned, exempt, unclear"),
    comment="How a pair judges its work.",
)
LINKS = Table(
    "links",
    METADATA,
    _text("pair", "pairs.id", key=True),
    _text("goal", "pair_goals.goal", key=True),
    _text("item", "pair_items.item", key=True),
    Column("probability", Float(53), nullable=False, comment="calibrated, 0 to 1"),
    _text("strength", "direct, indirect"),
    _flag("accepted", "counts as a link; else it lies in the band where it cannot be told"),
    _text("data", "evidence and reasons, JSON"),
    comment="Which work serves which goal.",
)
GAPS = Table(
    "gaps",
    METADATA,
    _text("pair", "pairs.id", key=True),
    _text("id", "of the finding, the same in every run", key=True),
    _whole("number", "place in the report from 0"),
    _text("kind", "unsupported-goal, orphaned-work ..."),
    _text("severity", "high, medium, low, question"),
    _text("goal", "pair_goals.goal", null=True),
    _text("items", "JSON list of pair_items.item"),
    _text("message", "what does not meet"),
    _text("question", "for both sides"),
    _text("remedy", "what would clear it"),
    _flag("suppressed", "somebody accepted it; the reason is in data"),
    _text("data", "the finding in full with its quotes, JSON"),
    comment="Findings.",
)
NEARBY = Table(
    "nearby",
    METADATA,
    _text("document", "documents.id of the strategy", key=True),
    _text("goal", "goals.id in it", key=True),
    _whole("rank", "1 for the nearest", key=True),
    _text("item_document", "documents.id of the execution document"),
    _text("item", "items.id in it"),
    Column("similarity", Float(53), nullable=False, comment="cosine of the fast model, -1 to 1"),
    comment="The work nearest to each goal anywhere in the archive, paired or not: where to look further, no judgement.",
)
FAILURES = Table(
    "failures",
    METADATA,
    _text("file", "files.path", key=True),
    _text("path", "of the file, or of the part of it that failed", key=True),
    _text("stage", "read, extract or compare", key=True),
    _text("kind", "unsupported, encrypted, damaged, empty, limit, missing, time, memory, crash, fault"),
    _text("reason", "as a clause"),
    _text("of_pair", "pairs.id for the stage compare", null=True),
    comment="What could not be read or analysed, and why.",
)
TABLES = (META, RUNS, FILES, DOCUMENTS, BLOCKS, GOALS, ITEMS, PAIRS, PAIR_GOALS, PAIR_ITEMS, LINKS, GAPS, NEARBY, FAILURES)
OF_DOCUMENT = (BLOCKS, GOALS, ITEMS)
OF_PAIR = (PAIR_GOALS, PAIR_ITEMS, LINKS, GAPS)
Index("documents_file", DOCUMENTS.c.file)
Index("pairs_strategy", PAIRS.c.strategy)
Index("pairs_execution", PAIRS.c.execution)
Index("gaps_kind", GAPS.c.kind, GAPS.c.severity)
ADDED_INDEXES = (Index("failures_of_pair", FAILURES.c.of_pair), Index("failures_path", FAILURES.c.path))
"""Those of schema version 2: replacing a pair or a document looks for its failures, of which there may be thousands."""

VIEWS = {
    "audit_files": "SELECT state, reason, COUNT(*) AS files FROM files GROUP BY state, reason",
    "audit_documents": "SELECT path, format, language, kind, kind_probability, organisation, unit, period_start, period_end, dated, near_of, likeness,"
    " family, version, versions FROM documents",
    "audit_coverage": "SELECT p.id AS pair, s.path AS strategy, e.path AS execution, p.organisation, p.state, p.goals, p.supported, p.partial,"
    " p.unsupported, p.unclear, p.items, p.orphaned FROM pairs p JOIN documents s ON s.id = p.strategy JOIN documents e ON e.id = p.execution",
    "audit_findings": "SELECT g.pair, g.id, g.kind, g.severity, s.path AS strategy, e.path AS execution, p.organisation, w.text AS goal, g.message,"
    " g.question, g.remedy, g.suppressed FROM gaps g JOIN pairs p ON p.id = g.pair JOIN documents s ON s.id = p.strategy"
    " JOIN documents e ON e.id = p.execution LEFT JOIN pair_goals w ON w.pair = g.pair AND w.goal = g.goal",
    "audit_links": "SELECT l.pair, g.text AS goal, i.text AS item, l.probability, l.strength, l.accepted, g.place AS goal_place, i.place AS item_place"
    " FROM links l JOIN pair_goals g ON g.pair = l.pair AND g.goal = l.goal JOIN pair_items i ON i.pair = l.pair AND i.item = l.item",
    "audit_nearby": "SELECT s.path AS strategy, g.text AS goal, n.rank, n.similarity, e.path AS execution, i.text AS item FROM nearby n"
    " JOIN documents s ON s.id = n.document JOIN goals g ON g.document = n.document AND g.id = n.goal"
    " JOIN documents e ON e.id = n.item_document JOIN items i ON i.document = n.item_document AND i.id = n.item",
    "audit_failures": "SELECT path, stage, kind, reason FROM failures",
}
