use proptest::prelude::*;
use rgrid_shared::{
    digest::Digest,
    id::AccountId,
    path::RelPath,
    spec::{Dependencies, Input, Installer},
};

use super::key;

fn file(name: &str, text: &str) -> Input {
    Input {
        path: RelPath::new(name).unwrap(),
        digest: Digest::of(text.as_bytes()),
        size: text.len() as u64,
        executable: false,
    }
}

fn said(installer: Installer, files: &[(&str, &str)]) -> Dependencies {
    let files = files.iter().map(|(name, text)| file(name, text)).collect();
    Dependencies { installer, files }
}

proptest! {
    /// Any change of any part is another set, and the order of the files is none.
    #[test]
    fn every_part_of_a_set_counts(
        text in "[a-z=\n]{0,20}",
        other in "[a-z=\n]{0,20}",
        image in "[a-f0-9]{8}",
    ) {
        let (me, you) = (AccountId::new(), AccountId::new());
        let names = ["requirements.txt", "constraints.txt"];
        let set = said(Installer::Uv, &[(names[0], &text), (names[1], &other)]);
        let known = key(me, &image, &set);
        let turned = said(Installer::Uv, &[(names[1], &other), (names[0], &text)]);
        prop_assert_eq!(known, key(me, &image, &turned));
        prop_assert_eq!(known, key(me, &format!("sha256:{image}"), &set));
        prop_assert_ne!(known, key(you, &image, &set));
        // A name without a digest is one as a whole.
        prop_assert_ne!(key(me, &format!("python:{image}"), &set), key(me, &format!("node:{image}"), &set));
        prop_assert_ne!(known, key(me, &format!("{image}0"), &set));
        prop_assert_ne!(known, key(me, &image, &said(Installer::UvLock, &[(names[0], &text), (names[1], &other)])));
        prop_assert_ne!(known, key(me, &image, &said(Installer::Uv, &[(names[0], &text)])));
        let more = format!("{text}x");
        prop_assert_ne!(known, key(me, &image, &said(Installer::Uv, &[(names[0], &more), (names[1], &other)])));
        if text != other {
            let swapped = said(Installer::Uv, &[(names[0], &other), (names[1], &text)]);
            prop_assert_ne!(known, key(me, &image, &swapped));
        }
    }
}
