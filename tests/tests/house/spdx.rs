//! Licence expressions as crates write them: `A OR B`, `A AND (B OR C)`, `A WITH E`, and the old `A/B`.

/// Whether one way through the expression needs allowed licences only.
pub(crate) fn allowed(expression: &str, list: &[&str]) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (answer, rest) = any(&words, list);
    answer && rest.is_empty()
}

fn any<'a>(words: &'a [&'a str], list: &[&str]) -> (bool, &'a [&'a str]) {
    let (mut answer, mut rest) = all(words, list);
    while let Some((&"OR", after)) = rest.split_first() {
        let (right, further) = all(after, list);
        answer |= right;
        rest = further;
    }
    (answer, rest)
}

fn all<'a>(words: &'a [&'a str], list: &[&str]) -> (bool, &'a [&'a str]) {
    let (mut answer, mut rest) = one(words, list);
    while let Some((&"AND", after)) = rest.split_first() {
        let (right, further) = one(after, list);
        answer &= right;
        rest = further;
    }
    (answer, rest)
}

fn one<'a>(words: &'a [&'a str], list: &[&str]) -> (bool, &'a [&'a str]) {
    match words {
        [] => (false, words),
        ["(", inner @ ..] => {
            let (answer, rest) = any(inner, list);
            (
                answer && rest.first() == Some(&")"),
                rest.get(1..).unwrap_or_default(),
            )
        }
        [name, "WITH", exception, rest @ ..] => (
            list.contains(&format!("{name} WITH {exception}").as_str()),
            rest,
        ),
        [name, rest @ ..] => (list.contains(name), rest),
    }
}

#[test]
fn an_expression_is_allowed_when_one_way_through_it_is() {
    let list = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"];
    for good in [
        "MIT",
        "GPL-3.0 OR MIT",
        "GPL-3.0/MIT",
        "MIT AND (GPL-3.0 OR ISC)",
        "GPL-3.0 OR MIT AND ISC",
    ] {
        assert!(allowed(good, &list), "{good}");
    }
    assert!(allowed("Apache-2.0 WITH LLVM-exception OR GPL-3.0", &list));
}

#[test]
fn an_expression_is_refused_when_every_way_needs_more() {
    let list = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"];
    for bad in [
        "",
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "(MIT",
        "MIT ISC",
        "MIT)",
        "Apache-2.0",
        "MIT AND",
    ] {
        assert!(!allowed(bad, &list), "{bad}");
    }
}
