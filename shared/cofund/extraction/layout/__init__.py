"""From words and ruling lines to what a person sees: lines of text, blocks, tables. Pure."""
