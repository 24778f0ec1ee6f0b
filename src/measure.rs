//! First pass over bound inputs: computes every measure, and rejects data that put one outside its 值域.
