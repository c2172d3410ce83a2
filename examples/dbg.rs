use guiju::*;
fn main() {
    let p = std::env::args().nth(1).unwrap();
    let b = std::fs::read(&p).unwrap();
    let mut s = source::SourceMap::default();
    let mut d = diagnostic::Diagnostics::default();
    let doc = read::read(&p, &b, &read::Limits::default(), &mut s, &mut d);
    for x in d.iter() {
        println!("{:?}", x);
    }
    if let Some(doc) = doc {
        if let document::DocumentBody::Prose(p) = doc.body {
            for pa in &p.paragraphs {
                println!(
                    "{}[{}] {}",
                    if let Some(h) = &pa.heading { format!("H{} ", h.level) } else { String::new() },
                    pa.section.0,
                    p.slice(pa.range.clone())
                );
            }
            for f in &p.figures {
                println!(
                    "{:?} {} | {} | {:?} {:?} {:?}",
                    f.kind,
                    p.slice(f.range.clone()),
                    s.slice(p.span(f.core.clone())),
                    f.figure.digits.to_string(),
                    f.figure.unit,
                    f.figure.hedge
                );
            }
        } else {
            println!("{:#?}", doc.body)
        }
    }
}
