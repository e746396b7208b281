//! The fields of the index, and how a document is laid into them.

use crate::Document;
use crate::analysis::{Analysis, Form, FormTokenizer, GramTokenizer, may_stem};
use crate::begins;
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};

/// Grows when fields or forms change; an index of another version is left aside and built again.
pub const VERSION: u32 = 3;

/// One text in its three forms.
#[derive(Debug, Clone, Copy)]
pub struct Forms {
    pub exact: Field,
    pub folded: Field,
    pub stemmed: Field,
}

/// All fields.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    pub id: Field,
    pub facet: Field,
    pub at: Field,
    pub stored_title: Field,
    pub stored_text: Field,
    pub title: Forms,
    /// Summary and body.
    pub text: Forms,
    /// The runs of four letters of title, summary and body.
    pub grams: Field,
    /// What can be offered while somebody types, as [`begins`] writes it.
    pub name: Field,
}

impl Fields {
    /// The two fields that hold a form.
    pub fn of(&self, form: Form) -> [Field; 2] {
        let field = |forms: &Forms| match form {
            Form::Exact => forms.exact,
            Form::Folded => forms.folded,
            Form::Stemmed => forms.stemmed,
        };
        [field(&self.title), field(&self.text)]
    }
}

/// The field that holds [`Document::id`]; fast too: who only wants to know which document it is reads no text for that.
pub const ID: &str = "id";
/// The fast field that holds the facets.
pub const FACET: &str = "facet";
/// The fast field that holds [`Document::at`].
pub const AT: &str = "at";

/// The schema and its fields.
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let mut forms = |name: &str| {
        let mut field = |form: &str, record| {
            let indexing = TextFieldIndexing::default().set_tokenizer(form).set_index_option(record);
            builder.add_text_field(
                &format!("{name}_{form}"),
                TextOptions::default().set_indexing_options(indexing),
            )
        };
        Forms {
            exact: field("exact", IndexRecordOption::WithFreqs),
            folded: field("folded", IndexRecordOption::WithFreqsAndPositions),
            stemmed: field("stemmed", IndexRecordOption::WithFreqs),
        }
    };
    let (title, text) = (forms("title"), forms("text"));
    let runs =
        TextFieldIndexing::default().set_tokenizer("grams").set_index_option(IndexRecordOption::WithFreqs);
    let fields = Fields {
        id: builder.add_text_field(ID, STRING | STORED | FAST),
        facet: builder.add_text_field(FACET, STRING | FAST),
        at: builder.add_i64_field(AT, FAST | INDEXED),
        stored_title: builder.add_text_field("stored_title", STORED),
        stored_text: builder.add_text_field("stored_text", STORED),
        title,
        text,
        grams: builder.add_text_field("grams", TextOptions::default().set_indexing_options(runs)),
        name: builder.add_text_field("name", STRING),
    };
    (builder.build(), fields)
}

/// The tokenizers the schema names.
pub fn tokenizers(analysis: &Analysis) -> TokenizerManager {
    let tokenizers = TokenizerManager::default();
    for (name, form) in [("exact", Form::Exact), ("folded", Form::Folded), ("stemmed", Form::Stemmed)] {
        let tokenizer = FormTokenizer { analysis: analysis.clone(), form };
        tokenizers.register(name, TextAnalyzer::from(tokenizer));
    }
    let grams = GramTokenizer { analysis: analysis.clone() };
    tokenizers.register("grams", TextAnalyzer::from(grams));
    tokenizers
}

/// A facet as one term; the separator cannot be typed.
pub fn facet_term(name: &str, value: &str) -> String {
    format!("{name}{SEPARATOR}{value}")
}

/// Stands between the parts of a term that is made of several.
pub const SEPARATOR: char = '\u{1f}';

/// Lays a document into the fields.
pub fn lay_out(fields: &Fields, document: Document) -> TantivyDocument {
    let mut out = TantivyDocument::default();
    out.add_text(fields.id, &document.id);
    for (name, value) in &document.facets {
        out.add_text(fields.facet, facet_term(name, value));
    }
    out.add_i64(fields.at, document.at);
    let text = match document.summary.trim() {
        "" => document.body,
        summary => format!("{summary}\n{}", document.body),
    };
    let stems = may_stem(&document.lang);
    for term in document.names.iter().flat_map(begins::terms_of) {
        out.add_text(fields.name, term);
    }
    for (forms, text) in [(fields.title, &document.title), (fields.text, &text)] {
        out.add_text(fields.grams, text);
        out.add_text(forms.exact, text);
        out.add_text(forms.folded, text);
        if stems {
            out.add_text(forms.stemmed, text);
        }
    }
    out.add_text(fields.stored_title, document.title);
    out.add_text(fields.stored_text, text);
    out
}
