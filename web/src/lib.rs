//! The page frame of Watchfire: doors, layout, forms, lists, live updates, sign-in, problem+json, texts, assets.
