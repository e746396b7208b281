//! Whether two series of times could be of one kind, as Kolmogorov and Smirnov measure it. Both are sorted.

/// The largest distance between their distributions.
pub fn distance(one: &[u128], other: &[u128]) -> f64 {
    let share = |of: &[u128], value: u128| of.partition_point(|at| *at <= value) as f64 / of.len() as f64;
    one.iter().chain(other).map(|at| (share(one, *at) - share(other, *at)).abs()).fold(0.0, f64::max)
}

/// Chance alone tells no two series further apart than this says. In little it is asked only whether the difference is plain:
/// one run in a hundred is that unlucky otherwise.
pub fn least_likely() -> f64 {
    if super::full() { 0.01 } else { 0.000_1 }
}

/// How likely so large a distance is when nothing but chance tells them apart.
pub fn likelihood(one: &[u128], other: &[u128]) -> f64 {
    let (n, m) = (one.len() as f64, other.len() as f64);
    let lambda = distance(one, other) * (n * m / (n + m)).sqrt();
    if lambda < 0.2 {
        return 1.0;
    }
    let terms = (1..=100).map(|k| {
        let sign = if k % 2 == 1 { 1.0 } else { -1.0 };
        sign * (-2.0 * f64::from(k * k) * lambda * lambda).exp()
    });
    (2.0 * terms.sum::<f64>()).clamp(0.0, 1.0)
}
