"""Builds the word data of the guard from published packages: `make pii-data`, for developers only."""
