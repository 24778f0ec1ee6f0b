//! What is printed: scorecard, losses, findings, summary, as text, JSON and CSV.
