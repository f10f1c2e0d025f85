"""HTTP within limits, and records on to any record store by plain xAPI: for kiosk and hub alike.

Knows neither parcels nor databases. What is handed on comes from a source that the room above
gives: a kiosk's log, or what a hub has stored.
"""
