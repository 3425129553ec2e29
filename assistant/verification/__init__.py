"""What a sentence must satisfy to be shown: each figure, name and claim held by the quotes it cites."""
