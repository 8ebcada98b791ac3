"""Which document, body and place a mention means, from the record and the tables alone."""
