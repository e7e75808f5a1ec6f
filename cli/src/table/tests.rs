use super::*;

#[test]
fn a_table_fits_by_leaving_columns_out_and_cutting_the_last() {
    let table = |width| {
        let mut head = ["A", "B", "WHAT"].map(String::from).to_vec();
        let mut rows = vec![
            ["aaaa", "bbbb", "a text of some length"]
                .map(String::from)
                .to_vec(),
        ];
        fit(&mut head, &mut rows, &["B"], width);
        (head.len(), rows.remove(0).pop().unwrap())
    };
    assert_eq!(table(33), (3, "a text of some length".into()));
    assert_eq!(table(28), (3, "a text of some …".into()));
    assert_eq!(table(24), (2, "a text of some le…".into()));
    assert_eq!(table(3), (2, "…".into()));
    fit(&mut Vec::new(), &mut [], &[], 80);
}
