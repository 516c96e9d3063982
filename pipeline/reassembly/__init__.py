"""Records from text whose columns are gone: lines → roles of words → cells → records (see ``docs/reassembly.md``)."""
