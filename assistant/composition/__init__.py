"""From evidence to a draft to an answer: what is said, in which order, or why it is not."""
