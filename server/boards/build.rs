//! Turns texts into constants.

fn main() {
    words::build();
}
