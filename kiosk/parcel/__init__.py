"""What travels between kiosks and the agency: forms, seals and signatures. Pure values and bytes.

A room of its own, because the kiosk (`store`, `sync`) and the agency's server (`hub`) must read and
write the same bytes and may not know each other.
"""
