revision = 9
down_revision = None
