//! What goes up: first, follow-up, zero and final reports, their sendings and receipts.
