//! The first account, key and node of a server that nobody can log in to yet.

use rgrid_shared::{
    id::{AccountId, KeyId},
    spec::Secret,
};
use sqlx::PgPool;

use crate::{auth, db};

/// The account `name`, made when there is none, and a new key for it. The first account is the operator's.
///
/// # Errors
/// [`auth::AuthError`] when the database fails or the machine gives no randomness.
pub async fn bootstrap(db: &PgPool, name: &str) -> Result<(AccountId, Secret), auth::AuthError> {
    let key = KeyId::new();
    let (text, hash) = auth::generate(key).await?;
    let mut tx = db.begin().await?;
    let account = match db::account::find_by_name(&mut tx, name).await? {
        Some(account) => account,
        None => db::account::create(&mut tx, name).await?,
    };
    db::key::create(&mut tx, account, key, (name, &hash)).await?;
    tx.commit().await?;
    Ok((account, text))
}

/// A token with which one machine becomes a node, once.
///
/// # Errors
/// When the database fails or the machine has no random numbers.
pub async fn enrol_token(db: &PgPool) -> sqlx::Result<Secret> {
    let mut conn = db.acquire().await?;
    Ok(db::node::make_enrol_token(&mut conn).await?.token)
}

/// Whether a machine's token makes it a node here.
///
/// # Errors
/// When the database fails.
pub async fn knows_node(db: &PgPool, token: &Secret) -> sqlx::Result<bool> {
    let mut conn = db.acquire().await?;
    let node = db::node::authenticate(&mut conn, token.reveal()).await?;
    Ok(node.is_some())
}
