"""Reports: their sections and what stands in them."""
