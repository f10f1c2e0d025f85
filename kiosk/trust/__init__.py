"""What a certificate's check code says, who vouches for it, and whether it holds. Pure.

A room of its own, because the kiosk, the agency's server and the commands judge alike: `code` is
what stands in the QR, `ring` whom the agency vouches for, `judge` the verdict, `seal` the PDF's own
signature, `badge` the credential for other programs, `page` one HTML page that judges without a
network. Every kind of signature begins with its own line (a badge with its header), so that none
passes for another.
"""
