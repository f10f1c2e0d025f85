"""The register of certificates: issued, listed, revoked and replaced, drawn again."""
