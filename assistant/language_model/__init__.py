"""What a language model may do: arrange the lines of an answer that is already made."""
