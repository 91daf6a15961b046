//! Who may: sign-in, sessions, PINs, tokens, break-glass.
