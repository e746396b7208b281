//! The fields of the index, and how a document is laid into them.

use crate::Document;
use crate::analysis::{Analysis, Form, FormTokenizer, may_stem};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};

/// Grows when fields or forms change; an index of another version is left aside and built again.
pub const VERSION: u32 = 1;

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
}

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
    let fields = Fields {
        id: builder.add_text_field("id", STRING | STORED),
        facet: builder.add_text_field("facet", STRING),
        at: builder.add_i64_field(AT, FAST | INDEXED),
        stored_title: builder.add_text_field("stored_title", STORED),
        stored_text: builder.add_text_field("stored_text", STORED),
        title,
        text,
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
    tokenizers
}

/// A facet as one term; the separator cannot be typed.
pub fn facet_term(name: &str, value: &str) -> String {
    format!("{name}\u{1f}{value}")
}

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
    for (forms, text) in [(fields.title, &document.title), (fields.text, &text)] {
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
