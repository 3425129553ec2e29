"""Errors of the examiners' room.

AuraError
└── EvaluationError      a data set, baseline or earlier report that cannot be read, or nothing to ask
"""

from __future__ import annotations

from corpus.errors import AuraError


class EvaluationError(AuraError):
    """One sentence that says which file or option is wrong, and what to do."""
