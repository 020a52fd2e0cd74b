revision = "5a7cc0e1b394"
down_revision = "0d1e7f3a9c52"


def upgrade():
    pass
