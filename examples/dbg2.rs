use guiju::*;
fn main() {
    let p = std::env::args().nth(1).unwrap();
    let b = std::fs::read_to_string(&p).unwrap();
    let mut s = source::SourceMap::default();
    let mut d = diagnostic::Diagnostics::default();
    let id = s.add(p, b);
    let m = syntax::parse(id, &s, &mut d);
    for x in d.iter() {
        println!(
            "{} {:?} {} | {:?}",
            x.code,
            s.slice(x.span().unwrap()),
            x.message.zh,
            x.help.as_ref().map(|h| h.zh.clone())
        );
    }
    println!("{} items", m.items.len());
    if std::env::args().nth(2).is_some() {
        println!("{:#?}", m);
    }
}
