revision = "f69e0a8d2b47"
down_revision = "e4b6190f7d2c"


def upgrade():
    print "old"
