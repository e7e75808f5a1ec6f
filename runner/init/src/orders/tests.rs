use proptest::prelude::*;

use super::Orders;

proptest! {
    #[test]
    fn orders_survive_the_way(
        command in prop::collection::vec(any::<String>(), 0..8),
        env in prop::collection::vec(any::<(String, String)>(), 0..8),
        folders in prop::collection::vec(any::<String>(), 0..3),
    ) {
        let orders = Orders { command, env, folders };
        prop_assert_eq!(Orders::from_bytes(&orders.to_bytes()), Some(orders));
    }

    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = Orders::from_bytes(&bytes);
    }

    #[test]
    fn orders_that_are_cut_or_go_on_are_none(cut in 0_usize..30) {
        let orders = Orders { command: vec!["a".into(), "b".into()], env: vec![("c".into(), "d".into())], folders: Vec::new() };
        let mut bytes = orders.to_bytes();
        bytes.truncate(cut.min(bytes.len().saturating_sub(1)));
        prop_assert_eq!(Orders::from_bytes(&bytes), None);
        let more = [orders.to_bytes(), vec![0]].concat();
        prop_assert_eq!(Orders::from_bytes(&more), None);
    }
}
