"""How Chinese says things, one home per concept; no other room but figures and the cleaning of corpus has such patterns."""
