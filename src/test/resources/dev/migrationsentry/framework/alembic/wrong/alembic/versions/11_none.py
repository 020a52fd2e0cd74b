revision = "1234567890ab"
