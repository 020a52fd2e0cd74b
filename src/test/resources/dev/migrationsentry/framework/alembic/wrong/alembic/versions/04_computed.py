from uuid import uuid4

revision = uuid4().hex
down_revision = "e4b6190f7d2c"
