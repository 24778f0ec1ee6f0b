//! The tree as written becomes the rubric as meant, or says why it cannot.
