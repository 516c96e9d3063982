"""Open data of many matrices: tables with a schema, in the formats that analysts, catalogues and spreadsheets read."""
