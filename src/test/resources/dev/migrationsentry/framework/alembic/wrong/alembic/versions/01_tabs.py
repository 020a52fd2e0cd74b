revision = "0d1e7f3a9c52"
down_revision = None


def upgrade():
	if True:
		pass
