"""Checks that every revision names its down_revision."""
