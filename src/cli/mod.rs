//! Arguments, files, the terminal and exit codes: the only place that reads and writes.
