"""The web pages and mails: view models in, text out; Russian and English."""
