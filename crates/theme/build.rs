//! Makes cargo notice new files in the folders that are built into the crate.

fn main() {
    println!("cargo:rerun-if-changed=../../themes/default");
    println!("cargo:rerun-if-changed=../../locales");
}
