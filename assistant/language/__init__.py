"""What a text says by itself, in French or English: its words, figures, schemes, what it asks, what firm."""
