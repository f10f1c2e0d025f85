"""The parcel post: what kiosks bring is taken in, receipted, and what is for them goes back.

Read `ingest` first (how a parcel becomes lines and statements), then `devices` (who may send),
`elsewhere` (what comes down) and `folder` (the same by stick). Their doors are `doors` (HTTP) and
`kiosk.cli.hub`; all work with one `post.Post`.
"""
