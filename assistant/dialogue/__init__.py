"""From a turn of a conversation to a question that stands alone."""
