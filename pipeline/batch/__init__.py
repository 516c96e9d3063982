"""Many documents: which ones, where they are converted, what became of each, and how a run goes on where one ended."""
