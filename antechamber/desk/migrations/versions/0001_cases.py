"""Cases, their history, the two outboxes, heartbeats and the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _time(name: str, *, nullable: bool = False, index: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, index=index)


def upgrade() -> None:
    """Every table of the first version."""
    op.create_table(
        "cases",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("conversation", sa.String(255), nullable=False, index=True),
        sa.Column("channel", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("level", sa.String(20)),
        sa.Column("category", sa.String(40)),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        _time("opened"),
        _time("due"),
        _time("page_at", nullable=True, index=True),
        sa.Column("paging", sa.Integer, nullable=False),
        sa.Column("said_alerted", sa.Boolean, nullable=False),
        sa.Column("said_not_reached", sa.Boolean, nullable=False),
        _time("acknowledged_at", nullable=True),
        sa.Column("acknowledged_by", sa.String(200)),
        sa.Column("claimed_by", sa.String(200)),
        sa.Column("outcome", sa.String(40)),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("volunteered", sa.JSON, nullable=False),
        sa.Column("contact", sa.JSON, nullable=False),
        sa.Column("protocol_version", sa.String(80)),
        sa.Column("words", sa.JSON, nullable=False),
        sa.Column("typed_by", sa.String(80)),
        sa.Column("disposition", sa.String(40)),
        _time("closed_at", nullable=True),
    )
    op.create_index(
        "one_open_case_a_conversation",
        "cases",
        ["conversation"],
        unique=True,
        sqlite_where=sa.text("state != 'closed'"),
        postgresql_where=sa.text("state != 'closed'"),
    )
    op.create_table(
        "case_events",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("case_id", sa.String(20), sa.ForeignKey("cases.id"), nullable=False, index=True),
        _time("at"),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
    )
    op.create_table(
        "alert_outbox",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("case_id", sa.String(20), sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("paging", sa.Integer, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        _time("due_at", index=True),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        _time("lease_until", nullable=True),
        sa.UniqueConstraint("case_id", "paging", "round", "line", name="one_row_a_line_and_round"),
    )
    op.create_table(
        "effects_outbox",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("conversation", sa.String(255), nullable=False, index=True),
        sa.Column("body", sa.JSON, nullable=False),
        _time("created"),
        _time("due_at", index=True),
        sa.Column("attempt", sa.Integer, nullable=False),
        _time("lease_until", nullable=True),
    )
    op.create_table("heartbeats", sa.Column("name", sa.String(40), primary_key=True), _time("at"))
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("case_id", sa.String(20), index=True),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    """Drop everything: there is no earlier version to go back to."""
    for table in (
        "audit_head",
        "audit",
        "heartbeats",
        "effects_outbox",
        "alert_outbox",
        "case_events",
        "cases",
    ):
        op.drop_table(table)
