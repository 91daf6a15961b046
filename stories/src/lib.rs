//! Whole nights as tests, in the words of the people in them.
