fn main() -> anyhow::Result<()> {
    let all = gold::search(&gold::Corpora::from_environment())?;
    for one in &all.measured {
        println!("{} {:.4} {} {:?}", one.name, one.value, one.unit, one.bar);
    }
    println!("{:?}", all.not_run);
    Ok(())
}
