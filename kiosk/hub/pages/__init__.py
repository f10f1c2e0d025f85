"""The hub's pages for the agency's officer, in any browser.

Read `gate` first (who may come in, and what every page carries), then `digest` (how the kiosks'
lines become small tables, so that no page looks through all of them), then a noun with its doors:
`kiosks` and `kiosk_doors`. Everything is drawn on the server; no page needs a script.
"""
