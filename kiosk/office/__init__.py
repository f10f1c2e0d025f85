"""The shell around the trainer's and the agency's wishes: setting up, people, settings."""
