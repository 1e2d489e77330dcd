"""The access matrix: a small world, and the means to walk every address in it as everybody."""
