//! A machine becomes a node.

use rgrid_shared::{id::NodeId, spec::Secret, wire::nodes::EnrolToken};
use sqlx::PgConnection;

use super::token;

/// How long an enrol token is good, in seconds.
pub const ENROL_TOKEN_LIFE_S: u32 = 3_600;

/// Makes a token that enrols one node, once.
///
/// # Errors
/// When the database fails or the machine has no random numbers.
pub async fn make_enrol_token(conn: &mut PgConnection) -> sqlx::Result<EnrolToken> {
    let (token, hash) = token::make(token::ENROL)?;
    let life = f64::from(ENROL_TOKEN_LIFE_S);
    let expires_at = sqlx::query_file_scalar!("src/db/node/make_enrol_token.sql", hash, life)
        .fetch_one(conn)
        .await?;
    Ok(EnrolToken { token, expires_at })
}

/// Makes a node for a good enrol token; nothing for any other token.
///
/// The token is used up once its node says hello. Until then a repeat, whose first answer may be lost, gets the same
/// node with a new secret, and the secret of before is void.
///
/// # Errors
/// When the database fails or the machine has no random numbers.
pub async fn enrol(
    conn: &mut PgConnection,
    enrol_token: &str,
    name: &str,
) -> sqlx::Result<Option<(NodeId, Secret)>> {
    let node = NodeId::new();
    let (token, hash) = token::make(token::NODE)?;
    let enrolled = sqlx::query_file_scalar!(
        "src/db/node/enrol.sql",
        token::hash(enrol_token),
        node.uuid(),
        name,
        hash
    )
    .fetch_optional(conn)
    .await?;
    Ok(enrolled.map(|node| (NodeId::from(node), token)))
}

/// Whose token it is; nothing for one that is no node's, or a removed node's.
///
/// # Errors
/// When the database fails.
pub async fn authenticate(conn: &mut PgConnection, token: &str) -> sqlx::Result<Option<NodeId>> {
    let node = sqlx::query_file_scalar!("src/db/node/authenticate.sql", token::hash(token))
        .fetch_optional(conn)
        .await?;
    Ok(node.map(NodeId::from))
}

/// Forgets up to `most` enrol tokens that ran out more than `after_s` seconds ago; says how many.
///
/// # Errors
/// When the database fails.
pub async fn purge_enrol_tokens(
    conn: &mut PgConnection,
    after_s: f64,
    most: i64,
) -> sqlx::Result<u64> {
    let done = sqlx::query_file!("src/db/node/purge_enrol_tokens.sql", after_s, most)
        .execute(conn)
        .await?;
    Ok(done.rows_affected())
}
