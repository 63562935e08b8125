"""A village's records as a workbook for people who keep Excel: out, and back again."""
