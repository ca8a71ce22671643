"""Which place fits a request, and why: pure rules over plain values. Start reading at ``decide.py``."""
