"""Reports in, a published store out: what ``qa ingest`` and ``qa reports`` do."""
