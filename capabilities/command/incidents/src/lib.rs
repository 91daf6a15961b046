//! What happened: intake, class, grade, figures, who is told, duties and their clocks.
