//! Makes the constants of this crate's texts.

fn main() {
    words::build();
}
