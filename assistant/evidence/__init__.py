"""What the documents hold on a question: passages retrieved, extracts selected, the odds of an answer."""
