"""How it looks: templates, styles and the sentences that people read, all in Spanish."""

from .messages import message

__all__ = ["message"]
