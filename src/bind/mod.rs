//! Binds the fields of a rubric to the cells of a submission: rejects it, or leaves cells open.
