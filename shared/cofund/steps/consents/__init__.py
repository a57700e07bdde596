"""One person's consent by a link, to whatever waits for it: ``kinds`` says what that can be."""
