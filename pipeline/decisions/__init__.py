"""What reviewers decided: a memory that is replayed, and the sheet on which decisions come in."""
