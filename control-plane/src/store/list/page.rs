//! One page of a bucket.

use std::ops::Bound;

use s3s::dto::{Object, ObjectStorageClass};

use crate::store::index::Bucket;
use crate::store::meta::Meta;

/// What a page is to hold.
pub(super) struct Wanted<'a> {
    pub(super) prefix: &'a str,
    pub(super) delimiter: Option<&'a str>,
    /// A key or prefix that was already listed, as was all before it.
    pub(super) after: Option<&'a str>,
    /// The most keys and prefixes.
    pub(super) most: usize,
}

/// One page.
#[derive(Default)]
pub(super) struct Page {
    pub(super) objects: Vec<Object>,
    pub(super) prefixes: Vec<String>,
    /// Where the next page starts: behind this key or prefix. `None` after the last.
    pub(super) last: Option<String>,
}

impl Wanted<'_> {
    /// Keys and, with a delimiter, groups of keys, in order.
    pub(super) fn page(&self, objects: &Bucket) -> Page {
        let mut page = Page::default();
        let mut last = None;
        let start = match self.after {
            Some(after) if after >= self.prefix => Bound::Excluded(after),
            _ => Bound::Included(self.prefix),
        };
        let found = objects.range::<str, _>((start, Bound::Unbounded));
        for (key, meta) in found.take_while(|(key, _)| key.starts_with(self.prefix)) {
            let group = self
                .delimiter
                .and_then(|mark| group(key, self.prefix, mark));
            if group.is_some_and(|g| {
                self.after == Some(g) || page.prefixes.last().is_some_and(|p| p == g)
            }) {
                continue;
            }
            if page.objects.len().saturating_add(page.prefixes.len()) >= self.most {
                page.last = last;
                break;
            }
            last = Some(group.unwrap_or(key).to_owned());
            match group {
                Some(group) => page.prefixes.push(group.to_owned()),
                None => page.objects.push(object(meta)),
            }
        }
        page
    }
}

/// The key up to and with the first delimiter behind the prefix.
fn group<'a>(key: &'a str, prefix: &str, delimiter: &str) -> Option<&'a str> {
    let rest = key.get(prefix.len()..)?;
    let end = prefix
        .len()
        .checked_add(rest.find(delimiter)?)?
        .checked_add(delimiter.len())?;
    key.get(..end)
}

fn object(meta: &Meta) -> Object {
    Object {
        key: Some(meta.key.clone()),
        size: i64::try_from(meta.size).ok(),
        e_tag: Some(meta.etag()),
        last_modified: Some(meta.modified()),
        storage_class: Some(ObjectStorageClass::from_static(
            ObjectStorageClass::STANDARD,
        )),
        ..Object::default()
    }
}
