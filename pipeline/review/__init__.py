"""The web app in which officers convert documents and reviewers settle what is doubtful: ``lotaip revisar``.

:func:`pipeline.review.app.create_app` makes it of a store and its settings; :mod:`pipeline.review.serve` runs it with a
converter beside it. What people read stands in ``plantillas/revision`` and ``mensajes/revision.toml``.
"""
