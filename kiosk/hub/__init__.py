"""The agency's server: an xAPI record store (LRS) and the post for kiosks' parcels, without Qt.

Read `tables` first, then `records` (how statements come in), `finding` (how they are found) and
`lrs` (how xAPI asks for both). Time, chance and the database's address come in as arguments.
"""
