"""What the portal is filled with: texts and facts as files, and their way into the database."""
