"""The environment of the shop."""
