"""PostgreSQL with walls: each transaction says who asks, and row-level security decides what there is to see."""
