//! How well headlines of the same news are told from others.

use anyhow::Context;
use coverage::headlines::Headlines;

use crate::{Bar, Corpora, Measurements};

const FILES: [&str; 2] = ["ans-headlines/stance/train.csv", "ans-headlines/stance/dev.csv"];

/// Arabic pairs: the same news in other words against unrelated ones.
pub fn measure(corpora: &Corpora, out: &mut Measurements) -> anyhow::Result<()> {
    let mut text = String::new();
    for name in FILES {
        let Some(file) = corpora.file(name) else {
            out.skip("headlines.ans", corpora.why_not(name));
            return Ok(());
        };
        text += &std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    }
    let pairs: Vec<Pair<'_>> = text.lines().filter_map(Pair::of).collect();
    let mut headlines = Headlines::new();
    pairs.iter().flat_map(|pair| [pair.one, pair.other]).for_each(|headline| headlines.count(headline));
    let scores = |stance: &str| -> Vec<f32> {
        let of_stance = pairs.iter().filter(|pair| pair.stance == stance);
        of_stance.map(|pair| headlines.alike(pair.one, pair.other)).collect()
    };
    let auc = area_under_the_curve(&scores("agree"), &scores("other"));
    out.add("headlines.ans.auc", auc, "1", Some(Bar::AtLeast(0.97)));
    Ok(())
}

struct Pair<'a> {
    one: &'a str,
    other: &'a str,
    stance: &'a str,
}

impl<'a> Pair<'a> {
    /// The set quotes nothing: no headline of it has a comma.
    fn of(line: &'a str) -> Option<Pair<'a>> {
        let mut fields = line.trim_end().split(',');
        let (one, other, stance) = (fields.next()?, fields.next()?, fields.next()?);
        fields.next().is_none().then_some(Pair { one, other, stance })
    }
}

/// How often one of `higher` is above one of `lower`; where they are equal, half.
fn area_under_the_curve(higher: &[f32], lower: &[f32]) -> f64 {
    let won = |high: f32, low: f32| match high.total_cmp(&low) {
        std::cmp::Ordering::Greater => 1.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Less => 0.0,
    };
    let sum: f64 = higher.iter().map(|high| lower.iter().map(|low| won(*high, *low)).sum::<f64>()).sum();
    sum / (higher.len() * lower.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_is_the_share_of_pairs_in_the_right_order() {
        assert_eq!(area_under_the_curve(&[0.9, 0.8], &[0.1, 0.2]), 1.0);
        assert_eq!(area_under_the_curve(&[0.1], &[0.9]), 0.0);
        assert_eq!(area_under_the_curve(&[0.5, 0.9], &[0.5]), 0.75);
    }
}
