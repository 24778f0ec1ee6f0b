//! Checks, claims and identity: what the figures say of each other.
