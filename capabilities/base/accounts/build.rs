//! Turns the texts of this crate into constants.

fn main() {
    words::build();
}
