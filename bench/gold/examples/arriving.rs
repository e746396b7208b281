//! What all that is done for one arriving article costs, without the rest of `bench`: it is built in a minute and runs in one,
//! beside an index that the example `scale` has kept.
//!
//! `KHABAR_CORPORA=… KHABAR_SCALE=1000000 KHABAR_SCALE_KEEP=FOLDER cargo run --release -p gold --example arriving`

use gold::Corpora;

// As in what newsrooms run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let measured = gold::arriving(&Corpora::from_environment())?;
    for one in &measured.measured {
        println!("{:<32} {:>12.3} {}", one.name, one.value, one.unit);
    }
    for (what, why) in &measured.not_run {
        println!("NOT RUN {what}: {why}");
    }
    Ok(())
}
