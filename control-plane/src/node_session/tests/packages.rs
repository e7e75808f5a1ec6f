use rgrid_shared::{
    digest::Digest,
    id::AttemptId,
    spec::BlobRef,
    wire::node::{AboutPackages, FromNode, KnownPackages, ToNode},
};
use sqlx::PgPool;

use super::blobs::bed::Bed;

fn ask(attempt: AttemptId, about: AboutPackages) -> FromNode {
    let key = Digest::of(b"a set");
    FromNode::Packages {
        attempt,
        key,
        about,
    }
}

async fn known(bed: &mut Bed, about: AboutPackages) -> KnownPackages {
    bed.runner.say(&ask(bed.attempt, about)).await;
    match bed.runner.hear().await {
        ToNode::Packages { known, .. } => known,
        other => panic!("{other:?} instead of what is known"),
    }
}

/// A pack counts once its bytes are in the store, and until they are found broken.
#[sqlx::test]
async fn a_set_is_stored_when_its_pack_is_there_and_installed_anew_when_it_is_broken(db: PgPool) {
    let mut bed = Bed::new(&db, &[]).await;
    let digest = Digest::of(b"pack");
    let pack = BlobRef { digest, size: 4 };
    let installed = AboutPackages::Installed(pack);
    assert_eq!(
        known(&mut bed, AboutPackages::Nothing).await,
        KnownPackages::Install
    );
    assert_eq!(known(&mut bed, installed).await, KnownPackages::Install);
    bed.put(b"pack").await;
    for about in [installed, AboutPackages::Nothing] {
        let KnownPackages::Stored { pack: stored, get } = known(&mut bed, about).await else {
            panic!("it is stored")
        };
        assert_eq!(stored, pack);
        let got = reqwest::get(&get.url).await.unwrap();
        assert_eq!(got.bytes().await.unwrap(), "pack");
    }
    let broken = AboutPackages::Broken(digest);
    assert_eq!(known(&mut bed, broken).await, KnownPackages::Install);
}

/// Whose attempt is over learns nothing of anybody's sets.
#[sqlx::test]
async fn who_does_not_run_the_attempt_is_fenced(db: PgPool) {
    let mut bed = Bed::new(&db, &[]).await;
    let attempt = AttemptId::new();
    bed.runner.say(&ask(attempt, AboutPackages::Nothing)).await;
    assert_eq!(bed.runner.hear().await, ToNode::Fenced { attempt });
}
