"""The registry of figures: each has a title, a unit, a base and a definition in words."""
