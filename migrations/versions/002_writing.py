"""writing."""

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""

    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("changed_in", sa.Integer(), server_default="1", nullable=False)
        )
    op.execute("UPDATE entries SET changed_in = revision")


def downgrade() -> None:
    """Go back."""

    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.drop_column("changed_in")
