"""Dermaga: a training kiosk for civil servants that works without internet."""

__version__ = "0.1.0"
