//! What a large archive costs, without the rest of `bench`: it is built in a minute.
//!
//! `KHABAR_CORPORA=… KHABAR_SCALE=100000 KHABAR_SCALE_KEEP=FOLDER cargo run --release -p gold --example scale`

use gold::Corpora;

// As in what newsrooms run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let measured = gold::scale(&Corpora::from_environment())?;
    for one in &measured.measured {
        println!("{:<32} {:>12.3} {}", one.name, one.value, one.unit);
    }
    for (what, why) in &measured.not_run {
        println!("NOT RUN {what}: {why}");
    }
    Ok(())
}
