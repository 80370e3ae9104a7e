"""Ways from directed flows to pairs and indicators, each run in a process of its own."""
