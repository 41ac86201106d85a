"""One organisation's assessment in one year: the model, its scoring and pure work on it."""
