"""The agency's word: what all its kiosks are told, signed by one writer.

A TUF repository (https://theupdateframework.github.io/specification/latest/) in a folder of three
parts: `metadata` and `targets`, which anyone may read and which go onto sticks, and `keys`, which
never leave it. The hub serves it, or it is carried.
"""
