"""What the pages share: language, the chosen view, the frame, tables, cards and downloads."""
