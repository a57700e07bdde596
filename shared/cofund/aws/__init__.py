"""The adapters: the only modules that talk to AWS."""
