"""What programme managers do: lists taken in, funds and journals looked at."""
