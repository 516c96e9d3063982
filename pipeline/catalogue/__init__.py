"""What is known beforehand: units, families of indicators, institutions, provinces and cantons, as experts edit."""
