//! A new or changed migration makes the crate build again; the list is embedded in the program.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
