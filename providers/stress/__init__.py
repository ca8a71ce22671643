"""Many processes use invented houses at once, some are killed, and every day is checked afterwards."""
