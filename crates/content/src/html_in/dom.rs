//! An arena for parsed HTML. Nodes name each other by number, so that nothing here or later recurses over a depth
//! an attacker chose, and dropping the whole is one step.

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};
use std::borrow::Cow;
use std::cell::{Ref, RefCell};
use std::collections::HashMap;

/// Number of a node in its [`Dom`].
pub(super) type NodeId = usize;
/// The document itself.
pub(super) const DOCUMENT: NodeId = 0;

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The document, or something that carries nothing readable.
    Other,
    /// An element.
    Element(QualName, Vec<Attribute>),
    /// Text.
    Text(StrTendril),
}

/// A node and its neighbours.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) data: Data,
    pub(super) parent: Option<NodeId>,
    previous: Option<NodeId>,
    pub(super) next: Option<NodeId>,
    pub(super) first: Option<NodeId>,
    last: Option<NodeId>,
}

/// The arena.
#[derive(Debug, Default)]
pub(super) struct Dom {
    nodes: Vec<Node>,
    templates: HashMap<NodeId, NodeId>,
}

impl Dom {
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Lower-case local name of an element.
    pub(super) fn name(&self, id: NodeId) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element(name, _) => Some(&name.local),
            _ => None,
        }
    }

    /// Value of an attribute.
    pub(super) fn attr(&self, id: NodeId, wanted: &str) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element(_, attrs) => {
                attrs.iter().find(|attr| &*attr.name.local == wanted).map(|attr| &*attr.value)
            }
            _ => None,
        }
    }

    /// Whether the element carries a class.
    pub(super) fn has_class(&self, id: NodeId, wanted: &str) -> bool {
        self.attr(id, "class")
            .is_some_and(|classes| classes.split_ascii_whitespace().any(|class| class == wanted))
    }

    /// Every node below `id`, in document order.
    pub(super) fn below(&self, id: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut at = self.nodes[id].first;
        while let Some(node) = at {
            found.push(node);
            at = self.nodes[node].first.or_else(|| self.after(node, id));
        }
        found
    }

    /// The text below `id` on one line.
    pub(super) fn text_below(&self, id: NodeId) -> String {
        let mut text = String::new();
        for node in self.below(id) {
            match &self.nodes[node].data {
                Data::Text(piece) => text.push_str(piece),
                // Words that are isolated are as near to those beside them as they were written.
                Data::Element(..) if self.name(node) == Some("bdi") => {}
                Data::Element(..) => text.push(' '),
                Data::Other => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn after(&self, mut node: NodeId, top: NodeId) -> Option<NodeId> {
        while node != top {
            if let Some(next) = self.nodes[node].next {
                return Some(next);
            }
            node = self.nodes[node].parent?;
        }
        None
    }

    fn add(&mut self, data: Data) -> NodeId {
        self.nodes.push(Node { data, parent: None, previous: None, next: None, first: None, last: None });
        self.nodes.len() - 1
    }

    fn detach(&mut self, id: NodeId) {
        let (parent, previous, next) = (self.nodes[id].parent, self.nodes[id].previous, self.nodes[id].next);
        match previous {
            Some(previous) => self.nodes[previous].next = next,
            None => {
                if let Some(parent) = parent {
                    self.nodes[parent].first = next;
                }
            }
        }
        match next {
            Some(next) => self.nodes[next].previous = previous,
            None => {
                if let Some(parent) = parent {
                    self.nodes[parent].last = previous;
                }
            }
        }
        let node = &mut self.nodes[id];
        (node.parent, node.previous, node.next) = (None, None, None);
    }

    fn append(&mut self, parent: NodeId, id: NodeId) {
        self.detach(id);
        let last = self.nodes[parent].last;
        self.nodes[id].parent = Some(parent);
        self.nodes[id].previous = last;
        match last {
            Some(last) => self.nodes[last].next = Some(id),
            None => self.nodes[parent].first = Some(id),
        }
        self.nodes[parent].last = Some(id);
    }

    fn insert_before(&mut self, sibling: NodeId, id: NodeId) {
        self.detach(id);
        let (parent, previous) = (self.nodes[sibling].parent, self.nodes[sibling].previous);
        self.nodes[id].parent = parent;
        self.nodes[id].previous = previous;
        self.nodes[id].next = Some(sibling);
        self.nodes[sibling].previous = Some(id);
        match (previous, parent) {
            (Some(previous), _) => self.nodes[previous].next = Some(id),
            (None, Some(parent)) => self.nodes[parent].first = Some(id),
            (None, None) => {}
        }
    }

    fn extend_text(&mut self, id: Option<NodeId>, more: &StrTendril) -> bool {
        match id.map(|id| &mut self.nodes[id].data) {
            Some(Data::Text(text)) => {
                text.push_tendril(more);
                true
            }
            _ => false,
        }
    }
}

/// Receives the parser's steps.
pub(super) struct Sink {
    dom: RefCell<Dom>,
}

impl Sink {
    pub(super) fn new() -> Self {
        let mut dom = Dom::default();
        dom.add(Data::Other);
        Self { dom: RefCell::new(dom) }
    }

    pub(super) fn node_count(&self) -> usize {
        self.dom.borrow().len()
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }
    fn parse_error(&self, _: Cow<'static, str>) {}
    fn get_document(&self) -> NodeId {
        DOCUMENT
    }
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.dom.borrow(), |dom| match &dom.nodes[*target].data {
            Data::Element(name, _) => name,
            _ => unreachable!("the parser asks for the names of elements it created itself"),
        })
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let mut dom = self.dom.borrow_mut();
        let id = dom.add(Data::Element(name, attrs));
        if flags.template {
            let content = dom.add(Data::Other);
            dom.templates.insert(id, content);
        }
        id
    }
    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.dom.borrow_mut().add(Data::Other)
    }
    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.dom.borrow_mut().add(Data::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let mut dom = self.dom.borrow_mut();
        match child {
            NodeOrText::AppendNode(id) => dom.append(*parent, id),
            NodeOrText::AppendText(text) => {
                let last = dom.nodes[*parent].last;
                if !dom.extend_text(last, &text) {
                    let id = dom.add(Data::Text(text));
                    dom.append(*parent, id);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.dom.borrow().nodes[*element].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        let mut dom = self.dom.borrow_mut();
        match dom.templates.get(target) {
            Some(content) => *content,
            None => {
                let content = dom.add(Data::Other);
                dom.templates.insert(*target, content);
                content
            }
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let mut dom = self.dom.borrow_mut();
        match child {
            NodeOrText::AppendNode(id) => dom.insert_before(*sibling, id),
            NodeOrText::AppendText(text) => {
                let previous = dom.nodes[*sibling].previous;
                if !dom.extend_text(previous, &text) {
                    let id = dom.add(Data::Text(text));
                    dom.insert_before(*sibling, id);
                }
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        if let Data::Element(_, known) = &mut self.dom.borrow_mut().nodes[*target].data {
            for attr in attrs {
                if !known.iter().any(|k| k.name == attr.name) {
                    known.push(attr);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.dom.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut dom = self.dom.borrow_mut();
        while let Some(child) = dom.nodes[*node].first {
            dom.append(*new_parent, child);
        }
    }

    fn allow_declarative_shadow_roots(&self, _: &NodeId) -> bool {
        false
    }
}
