//! The published schemas are what the types say, and a sample document passes all three judges: the types, our
//! own reader and an independent JSON Schema validator.

use serde_json::{Value, json};
use std::path::PathBuf;

fn sample() -> Value {
    let p = |id: &str, text: &str| json!({"type":"paragraph","attrs":{"id":id,"lang":null,"dir":null},"content":[{"type":"text","text":text}]});
    json!({"type":"doc","attrs":{"version":1},"content":[
        {"type":"paragraph","attrs":{"id":"para0001","lang":null,"dir":null},"content":[
            {"type":"text","text":"نص "},
            {"type":"text","marks":[{"type":"bold"},{"type":"link","attrs":{"href":"https://e.org/","title":""}}],"text":"رابط"},
            {"type":"hard_break"},
            {"type":"text","marks":[{"type":"isolate","attrs":{"lang":"en","dir":"ltr"}}],"text":"Reuters"}]},
        {"type":"heading","attrs":{"id":"head0001","lang":null,"dir":null,"level":2},"content":[{"type":"text","text":"عنوان"}]},
        {"type":"list","attrs":{"id":"list0001","ordered":true},"content":[
            {"type":"item","attrs":{"id":"item0001"},"content":[p("para0002","أ"),
                {"type":"list","attrs":{"id":"list0002","ordered":false},"content":[
                    {"type":"item","attrs":{"id":"item0002"},"content":[p("para0003","ب")]}]}]}]},
        {"type":"quote","attrs":{"id":"quot0001","lang":"en","dir":"ltr"},"content":[p("para0004","quote")]},
        {"type":"statement","attrs":{"id":"stat0001","lang":null,"dir":null,"speaker":"هند","role":"وزيرة","to":"البرلمان",
            "place":"دار السرو","date":"2026-11-23","source":"محضر","authority":"said","href":"/x","statement":null},
            "content":[p("para0005","قول")]},
        {"type":"picture","attrs":{"id":"pict0001","media":"01J","caption":"","alt":"","credit":"","size":"wide"}},
        {"type":"gallery","attrs":{"id":"gall0001"},"content":[
            {"type":"picture","attrs":{"id":"pict0002","media":"01K","caption":"أ","alt":"","credit":"وكالة","size":"body"}},
            {"type":"picture","attrs":{"id":"pict0003","media":"01L","caption":"","alt":"","credit":"","size":"body"}}]},
        {"type":"facts","attrs":{"id":"fact0001"},"content":[
            {"type":"heading","attrs":{"id":"head0002","lang":null,"dir":null,"level":3},"content":[{"type":"text","text":"أرقام"}]},
            p("para0006","64")]},
        {"type":"related","attrs":{"id":"rela0001","article":"abc","kind":"read_also"}},
        {"type":"table","attrs":{"id":"tabl0001","header":true},"content":[
            {"type":"row","content":[{"type":"cell","content":[{"type":"text","text":"1"}]},{"type":"cell"}]}]},
        {"type":"embed","attrs":{"id":"embe0001","href":"https://v.example/1","provider":"v","title":"t"}},
        {"type":"audio","attrs":{"id":"audi0001","href":"https://v.example/a.mp3","provider":"","title":"t","credit":"c","length":"4:05"},
            "content":[p("para0007","ما قيل")]},
        {"type":"map","attrs":{"id":"mapp0001","place":"بيروت","latitude":"33.8938","longitude":"35.5018","caption":"x"},"content":[
            {"type":"picture","attrs":{"id":"pict0004","media":"01M","caption":"","alt":"","credit":"","size":"body"}}]},
        {"type":"map","attrs":{"id":"mapp0002","place":"","latitude":"-90","longitude":"180","caption":""}},
        {"type":"file","attrs":{"id":"file0001","href":"/x.pdf","title":"t","format":"PDF","weight":"2.4 MB"}},
        {"type":"rule","attrs":{"id":"rule0001"}}
    ]})
}

#[test]
fn a_document_with_every_block_is_read_and_written_unchanged() {
    let json = sample().to_string();
    let tree = content::parse(&json).expect("valid");
    assert_eq!(tree.to_value(), sample());
    assert_eq!(content::parse(&tree.to_json()).expect("valid"), tree);
    let mut ids = || unreachable!("every block has its id");
    assert_eq!(content::canonical(tree.clone(), &mut ids), tree);
}

#[test]
fn an_independent_validator_agrees() {
    let validator = jsonschema::validator_for(&content::json_schema()).expect("a valid schema");
    assert!(validator.is_valid(&sample()));
    let mut wrong = sample();
    wrong["content"][1]["attrs"]["level"] = json!(1);
    assert!(!validator.is_valid(&wrong), "positive control");
}

#[test]
fn published_schemas_are_what_the_types_say() {
    for (name, value) in
        [("tree-v1.schema.json", content::json_schema()), ("editor-v1.json", content::editor_schema())]
    {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("schema").join(name);
        if std::env::var_os("BLESS").is_some() {
            let text = serde_json::to_string_pretty(&value).expect("a value") + "\n";
            std::fs::write(&path, text).expect("the schema folder is writable");
        }
        let stored: Value =
            serde_json::from_str(&std::fs::read_to_string(&path).unwrap_or_default()).unwrap_or(Value::Null);
        assert_eq!(
            stored, value,
            "{name} is not what the types say; refresh it: BLESS=1 cargo test -p content --test schema"
        );
    }
}
