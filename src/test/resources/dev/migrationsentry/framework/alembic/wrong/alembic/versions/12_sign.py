revision = "2026-11-21"
down_revision = None
