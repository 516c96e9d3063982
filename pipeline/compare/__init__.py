"""One month against another: which goals were added, dropped or reworded, and above all which target changed."""
