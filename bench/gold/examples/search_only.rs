fn main() -> anyhow::Result<()> {
    let mut all = gold::Measurements::default();
    gold::search::measure(&gold::Corpora::from_environment(), &mut all)?;
    for one in &all.measured {
        println!("{} {:.4} {} {:?}", one.name, one.value, one.unit, one.bar);
    }
    println!("{:?}", all.not_run);
    Ok(())
}
