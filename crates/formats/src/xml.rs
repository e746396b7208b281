//! A small writer of well-formed XML 1.0, whatever the texts are.

use quick_xml::escape::escape;

/// A document being written. Every element that is opened must be closed; [`Xml::finish`] closes what is left.
pub struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    pub fn new() -> Self {
        Xml { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }

    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> &mut Self {
        self.start(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
        self
    }

    pub fn close(&mut self) -> &mut Self {
        if let Some(name) = self.open.pop() {
            self.end(name);
        }
        self
    }

    /// An element with nothing but text in it.
    pub fn leaf(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) -> &mut Self {
        self.start(name, attributes);
        self.text.push('>');
        push_escaped(&mut self.text, text);
        self.end(name);
        self
    }

    /// An element with attributes only.
    pub fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> &mut Self {
        self.start(name, attributes);
        self.text.push_str("/>\n");
        self
    }

    /// Bytes written so far.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.push('<');
        self.text.push_str(name);
        for (attribute, value) in attributes {
            self.text.push(' ');
            self.text.push_str(attribute);
            self.text.push_str("=\"");
            push_attribute(&mut self.text, value);
            self.text.push('"');
        }
    }

    fn end(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }
}

/// Text without the characters XML cannot hold: controls but tab and line ends, and non-characters.
pub fn without_controls(text: &str) -> String {
    text.chars().filter(|&character| may_stand(character)).collect()
}

/// A carriage return is written as a reference, or a reader would turn it into a line feed.
fn push_escaped(xml: &mut String, text: &str) {
    xml.push_str(&escape(without_controls(text)).replace('\r', "&#13;"));
}

/// In attributes a reader turns every kind of white space into a space, unless it is a reference.
fn push_attribute(xml: &mut String, value: &str) {
    let escaped =
        escape(without_controls(value)).replace('\r', "&#13;").replace('\n', "&#10;").replace('\t', "&#9;");
    xml.push_str(&escaped);
}

fn may_stand(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\u{FFFE}' | '\u{FFFF}' => false,
        other => !other.is_control(),
    }
}
