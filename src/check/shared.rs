//! Tables that several look at and one may change.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A table: copied only where it is changed while somebody else still looks at it.
#[derive(Debug, Default)]
pub(super) struct Shared<T>(Arc<T>);

impl<T: Clone> Shared<T> {
    /// The table for whoever is the last to look.
    pub(super) fn into_inner(self) -> T {
        Arc::unwrap_or_clone(self.0)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(Arc::clone(&self.0))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}
