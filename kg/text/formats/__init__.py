"""What a file's format hides: each module turns one kind of bytes into blocks of text, pages and notes."""
