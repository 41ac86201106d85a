"""What stops a document: something in it, or lent to it, that cannot be used."""

from __future__ import annotations


class DocumentProblem(ValueError):
    """A document cannot be written; the message is one sentence for the user."""
