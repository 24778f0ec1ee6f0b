//! Scores bound inputs. Total: it cannot fail.
