use super::*;

#[test]
fn whose_growth_makes_half_of_the_loss_filled_the_disk() {
    assert_eq!(choose(100, &[0, 50, 20]), Some((1, Verdict::Filled)));
    assert_eq!(choose(100, &[90, 80]), Some((0, Verdict::Filled)));
}

#[test]
fn a_loss_that_nobody_explains_sends_the_youngest_away() {
    assert_eq!(choose(100, &[30, 49, 20]), Some((2, Verdict::Unknown)));
    assert_eq!(choose(0, &[0, 0]), Some((1, Verdict::Unknown)));
}

#[test]
fn where_nobody_is_nobody_leaves() {
    assert_eq!(choose(100, &[]), None);
}

#[test]
fn inputs_are_no_growth_of_the_command_that_they_are_for() {
    let folder = tempfile::tempdir().unwrap();
    let holder = Arc::new(Holder::new(folder.path().to_owned(), 1 << 30));
    let (verdict, given) = watch::channel(None);
    let mut bench = Bench {
        free: 10 << 20,
        ..Bench::default()
    };
    bench.seats.push(Seat {
        holder: Arc::clone(&holder),
        before: 0,
        verdict,
    });
    std::fs::write(folder.path().join("in"), vec![1; 1 << 20]).unwrap();
    assert!(!holder.look().unwrap());
    assert!(holder.taken() >= 1 << 20);
    bench.staged(&holder);
    assert_eq!(bench.free, (10 << 20) - holder.taken());
    bench.send_off(bench.free - (1 << 20));
    assert_eq!(*given.borrow(), Some(Verdict::Unknown));
}
