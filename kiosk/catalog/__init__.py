"""The courses on this computer: read them, say what is wrong with them, keep them compiled.

The room exists so that an author hears of a mistake by file and line, and a learner never meets it.
"""
