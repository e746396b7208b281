//! For tests: HTML as a browser sees it, without the import's gate.

use super::dom::{DOCUMENT, Data, Dom, NodeId, Sink};
use html5ever::tendril::TendrilSink;

fn dom(html: &str) -> Dom {
    html5ever::parse_document(Sink::new(), html5ever::ParseOpts::default()).one(html)
}

/// Every element with its attributes, in document order.
pub(crate) fn parse(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let dom = dom(html);
    dom.below(DOCUMENT)
        .into_iter()
        .filter_map(|id| match &dom.node(id).data {
            Data::Element(name, attrs) => {
                let attrs = attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
                Some((name.local.to_string(), attrs))
            }
            _ => None,
        })
        .collect()
}

/// The body's content as a browser would serialise it.
pub(crate) fn rewrite(html: &str) -> String {
    let dom = dom(html);
    let body = dom.below(DOCUMENT).into_iter().find(|id| dom.name(*id) == Some("body"));
    let mut out = String::new();
    if let Some(body) = body {
        children(&dom, body, &mut out);
    }
    out
}

fn children(dom: &Dom, id: NodeId, out: &mut String) {
    let mut child = dom.node(id).first;
    while let Some(id) = child {
        match &dom.node(id).data {
            Data::Text(text) => {
                out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
            }
            Data::Other => {}
            Data::Element(name, attrs) => {
                let name = &*name.local;
                out.push_str(&format!("<{name}"));
                for attr in attrs {
                    let value = attr.value.replace('&', "&amp;").replace('"', "&quot;");
                    out.push_str(&format!(" {}=\"{value}\"", &*attr.name.local));
                }
                out.push('>');
                if !matches!(name, "br" | "hr" | "img") {
                    children(dom, id, out);
                    out.push_str(&format!("</{name}>"));
                }
            }
        }
        child = dom.node(id).next;
    }
}
