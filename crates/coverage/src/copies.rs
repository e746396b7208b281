//! Copies: one text again, whole or inside a longer one.
