//! What the documents promise: their links lead somewhere, and their verbs exist.

use std::path::Path;

use crate::files;

fn documents() -> Vec<(String, String)> {
    let all = files::all().into_iter();
    let all = all.filter(|file| Path::new(file).extension() == Some("md".as_ref()));
    all.map(|file| (file.clone(), files::text(&file))).collect()
}

/// The targets of `[text](target)` that are files of this repository.
fn links(text: &str) -> Vec<&str> {
    let ends = text.split("](").skip(1);
    let targets = ends.filter_map(|rest| rest.split_once(')').map(|(target, _)| target));
    targets
        .filter(|target| !target.contains("://") && !target.starts_with(['#']))
        .map(|target| target.split('#').next().unwrap_or(target))
        .collect()
}

#[test]
fn every_link_in_a_document_leads_to_a_file() {
    let mut broken = Vec::new();
    for (file, text) in documents() {
        let folder = files::root().join(&file);
        let folder = folder.parent().expect("a file lies in a folder");
        for target in links(&text) {
            if !folder.join(target).exists() {
                broken.push(format!("{file}: {target}"));
            }
        }
    }
    files::refuse("links that lead nowhere", &broken);
}

#[test]
fn every_verb_of_make_in_a_document_exists() {
    let makefile = files::text("Makefile");
    let mut unknown = Vec::new();
    for (file, text) in documents() {
        for line in text.lines().filter_map(|line| line.strip_prefix("$ make ")) {
            let verb = line.split(' ').next().unwrap_or(line);
            if !makefile.contains(&format!("\n{verb}:")) {
                unknown.push(format!("{file}: make {verb}"));
            }
        }
    }
    files::refuse("verbs that the Makefile does not have", &unknown);
}
