//! What a clause is looked for by: the word in its places, other spellings, and words one edit away when nobody has it.

use super::Clause;
use super::synonyms::Synonyms;
use crate::analysis::{Analysis, Form, words};
use crate::dictionary::{Dictionary, NearWord};
use crate::ranking::{Place, Statistics, Weights, inverse_frequency};
use tantivy::TantivyError;

/// Most words one edit away that stand for an unknown one.
const MOST_NEAR: usize = 8;

/// A clause, and all that stands for it.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// As typed.
    pub words: Vec<String>,
    /// Where a single word may stand, in its own and in other spellings.
    pub places: Vec<Place>,
    /// Words in this order: the clause itself when it has several, and other spellings that do.
    pub phrases: Vec<Vec<String>>,
    /// Documents that have the word or a relative.
    pub documents: u64,
    /// Documents that have the word itself, but for variants of writing.
    pub folded: u64,
    /// Words one edit away, looked up when few documents have the word; they stand for it when none has.
    pub near: Vec<NearWord>,
    /// Other spellings of one word that the index knows, and how many documents have them.
    pub spellings: Vec<(String, u64)>,
}

/// Reads clauses with what one moment of the index knows.
pub struct Reader<'a> {
    pub dictionary: Dictionary<'a>,
    pub analysis: &'a Analysis,
    pub synonyms: &'a Synonyms,
    pub weights: Weights,
    pub statistics: Statistics,
}

impl Reader<'_> {
    /// Reads every clause.
    pub fn read(&self, clauses: &[Clause]) -> Result<Vec<Reading>, TantivyError> {
        let mut readings = clauses.iter().map(|clause| self.clause(clause)).collect::<Result<Vec<_>, _>>()?;
        self.share_gains(&mut readings);
        Ok(readings)
    }

    fn clause(&self, clause: &Clause) -> Result<Reading, TantivyError> {
        let mut reading = Reading { words: clause.words.clone(), ..Reading::default() };
        match clause.words.as_slice() {
            [word] => self.word(&mut reading, word)?,
            several => reading.phrases.push(several.to_vec()),
        }
        for spelling in self.synonyms.of(&clause.words) {
            let spelled: Vec<String> = words(spelling).map(|word| word.text.to_owned()).collect();
            match spelled.as_slice() {
                [] => {}
                [word] if clause.words.len() == 1 => {
                    let count = self.forms(&mut reading.places, word, self.weights.spelling, false)?;
                    if count > 0 {
                        reading.spellings.push((word.clone(), count));
                    }
                }
                _ => reading.phrases.push(spelled),
            }
        }
        Ok(reading)
    }

    fn word(&self, reading: &mut Reading, word: &str) -> Result<(), TantivyError> {
        reading.documents = self.forms(&mut reading.places, word, 1.0, true)?;
        let Some(folded) = self.analysis.form(Form::Folded, word) else { return Ok(()) };
        for field in self.dictionary.fields.of(Form::Folded) {
            reading.folded = reading.folded.max(self.dictionary.count(field, &folded)?);
        }
        if reading.folded > self.few() {
            return Ok(());
        }
        reading.near = self.dictionary.near(self.dictionary.fields.of(Form::Folded), &folded, MOST_NEAR)?;
        if reading.documents == 0 {
            for near in &reading.near {
                self.forms(&mut reading.places, &near.text, self.weights.spelling * near.likeness, false)?;
            }
            self.near_stems(reading, &folded)?;
        }
        Ok(())
    }

    /// An unknown word with a prefix or an ending is often one edit away from a stem that is known.
    fn near_stems(&self, reading: &mut Reading, folded: &str) -> Result<(), TantivyError> {
        let fields = self.dictionary.fields.of(Form::Stemmed);
        for near in self.dictionary.near(fields, &self.analysis.stem(folded), MOST_NEAR)? {
            let weight = self.weights.stemmed * self.weights.spelling * near.likeness;
            self.place(&mut reading.places, Form::Stemmed, &near.text, weight, 0.0)?;
        }
        Ok(())
    }

    /// A word this rare may be one that was meant otherwise.
    fn few(&self) -> u64 {
        self.statistics.documents / 20_000
    }

    /// Adds the places of a word in each of its forms; answers how many documents have one of them.
    fn forms(
        &self,
        places: &mut Vec<Place>,
        word: &str,
        factor: f32,
        typed: bool,
    ) -> Result<u64, TantivyError> {
        let Weights { exact, folded, stemmed, exact_gain, folded_gain, .. } = self.weights;
        let mut documents = 0;
        for (form, weight, gain) in [
            (Form::Exact, exact, exact_gain),
            (Form::Folded, folded, folded_gain),
            (Form::Stemmed, stemmed, 0.0),
        ] {
            let Some(text) = self.analysis.form(form, word).filter(|_| weight > 0.0) else { continue };
            let gain = if typed { gain } else { 0.0 };
            documents = documents.max(self.place(places, form, &text, weight * factor, gain)?);
        }
        Ok(documents)
    }

    /// Adds one form of a word in titles and in texts, unless nobody has it there.
    fn place(
        &self,
        places: &mut Vec<Place>,
        form: Form,
        text: &str,
        weight: f32,
        gain: f32,
    ) -> Result<u64, TantivyError> {
        let [title, body] = self.dictionary.fields.of(form);
        let (in_title, in_body) = (self.dictionary.count(title, text)?, self.dictionary.count(body, text)?);
        let documents = in_title.max(in_body);
        let rarity = inverse_frequency(documents, self.statistics.documents);
        let follows = form == Form::Exact && self.weights.folded > 0.0;
        for (field, count, more) in [(title, in_title, self.weights.title), (body, in_body, 1.0)] {
            if count == 0 {
                continue;
            }
            let weight = weight * more * rarity;
            match places.iter_mut().find(|place| place.field == field && place.text == text) {
                Some(place) => place.weight = place.weight.max(weight),
                None => places.push(Place { field, text: text.to_owned(), weight, gain, follows }),
            }
        }
        Ok(documents)
    }

    /// The gain of the exact form is for the rarest word of a question whole, and for commoner ones as much less as they
    /// tell less: a long question is not decided by its commonest words.
    fn share_gains(&self, readings: &mut [Reading]) {
        let rarity = |reading: &Reading| inverse_frequency(reading.documents, self.statistics.documents);
        let most = readings.iter().map(rarity).fold(f32::MIN_POSITIVE, f32::max);
        let count = readings.len();
        for reading in readings {
            let share = rarity(reading) / most / count as f32;
            reading.places.iter_mut().for_each(|place| place.gain *= share);
        }
    }
}

impl Reading {
    /// The folded forms and stems by which this is found in a text: the typed words, and whatever stands for them.
    pub fn forms(&self, analysis: &Analysis, fields: &crate::schema::Fields) -> (Vec<String>, Vec<String>) {
        let of = |form| self.places.iter().filter(move |place| fields.of(form).contains(&place.field));
        let spelled = || self.words.iter().chain(self.phrases.iter().flatten());
        let all = |form| {
            let typed = spelled().filter_map(move |word| analysis.form(form, word));
            of(form).map(|place| place.text.clone()).chain(typed).collect()
        };
        (all(Form::Folded), all(Form::Stemmed))
    }
}
