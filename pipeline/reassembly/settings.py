"""Every weight of the assembly, named, in one place; a test moves each by a fifth and expects the same records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AssemblySettings:
    """What speaks for and against putting two cells together; the scale is that of one certain pair: 1."""

    # Units with missions
    rival_likelihood: float = 0.15
    """Another partner that is so likely is a rival."""

    # Indicators to units
    own_meaning: float = 1.4
    """Words an indicator shares with its unit and mission."""
    names_unit: float = 3.0
    """An indicator that says the unit's whole name."""
    outside_range: float = 0.8
    """Each unit that an indicator lies outside those named just before it."""
    ahead: float = 0.35
    """Each unit that is named only just after the indicator."""
    line_apart: float = 0.4
    """Each line by which it misses the unit's row, on the page beside it."""
    block_split: float = 0.3
    """An indicator of another unit than the one just before it, where empty lines part others and none stands here."""
    no_indicator: float = 1.0
    """A unit without an indicator."""
    out_of_order: float = 0.5
    """Each indicator whose unit comes before that of the indicator before it."""
    least_gain: float = 0.1
    """Less than this is not worth leaving the order for."""
    exchanged_most: int = 40
    """Documents with more indicators keep them strictly in order."""
    crowded: float = 0.12
    """Each indicator of a unit beyond the second."""

    # Targets to indicators
    target_pair: float = 1.0
    target_meaning: float = 1.5
    target_kind: float = 0.6
    """A percentage for a percentage, a count for a count."""
    next_cell: float = 0.8
    """The target follows its indicator at once, or has its place in the block after the indicator's ..."""
    same_run: float = 0.3
    """No unit or mission begins between them."""
    before_indicator: float = 0.5
    """The target stands before its indicator."""
    telling_share: float = 0.3
    """So much in common tells a target by its meaning."""
    rival_margin: float = 0.2
    """Two targets that could be exchanged for so little are rivals."""
    no_target: float = 0.25
    target_alone: float = 0.7

    # Jumps out of the order
    skip: float = 0.25
    """Passing over a cell that stays free for later."""
    jump_back: float = 0.9
    """Returning to one."""
    loose_most: int = 160
    """Documents with more indicators are aligned strictly in order, in segments."""

    # Rows that print unit and mission anew
    repeated: float = 2.0
    """Logarithm of odds for a unit and a mission in the same place of equally long repetitions."""

    # Pages written in two passes: cells of one line first, the others after them
    pass_purity: float = 0.9
    """Share of the lines of the first pass, and of the cells of the second, that are as they must be."""
    least_cells: int = 4
    """Cells of a pass."""
    missing_part: float = 2.0
    """A unit whose name or mission a merged page lacks ..."""
    mission_first: float = 0.1
    """A mission before its unit's name, where either order is as good."""
    missing_indicator: float = 1.5
    missing_target: float = 0.7
    """... or whose row lacks this."""

    # One target for all indicators of a unit
    shared_units: int = 3
    """So many units with several indicators and one target each ..."""
    shared_share: float = 0.85
    """... if they are so large a share of those with several indicators, make it the rule of the document."""

    rows_per_shared: float = 1.5
    """Indicators for each unit from where on as many targets as units are merged ones ..."""
    shared_slack: float = 0.1
    """... give or take this share of them."""

    # Whether it is a matrix at all
    least_indicators: int = 2
    least_certainty: float = 0.7
    """Mean likelihood of the roles of the words in records."""

    # Which of two readings
    doubtful: float = 0.8
    """Trust in the learnt reading under which the cues read, too."""
    trust_in_cues: float = 0.75
    """Likelihood that is given to every role that only the cues tell."""
    most_cued_lines: int = 400
    """Longer documents are not read twice."""

    # Size
    segment_indicators: int = 20
    """Long documents are put together in parts of about so many indicators, cut at page ends where there are any."""


DEFAULT_SETTINGS = AssemblySettings()
