//! New jobs: what was asked for, written once.

use rgrid_shared::{
    digest::Digest,
    id::{AccountId, BatchId, JobId},
    runtime,
    spec::{JobSpec, Secret},
};
use sqlx::PgConnection;

/// A job to be written.
pub struct JobRow {
    /// Its id.
    pub id: JobId,
    /// Its place in its batch and the name there.
    pub item: Option<(u32, String)>,
    /// The job that it tries again.
    pub retry_of: Option<JobId>,
    /// What makes it what it is, when its result may be another's.
    pub reuse_key: Option<Digest>,
    /// The job whose result it has.
    pub reused_from: Option<JobId>,
    /// What is asked for, with the values of its secrets.
    pub spec: JobSpec,
}

/// The columns of many rows.
#[derive(Default)]
struct Columns {
    ids: Vec<uuid::Uuid>,
    indexes: Vec<Option<i32>>,
    names: Vec<Option<String>>,
    retries: Vec<Option<uuid::Uuid>>,
    keys: Vec<Option<Vec<u8>>>,
    reused: Vec<Option<uuid::Uuid>>,
    specs: Vec<String>,
    metadata: Vec<String>,
    images: Vec<String>,
}

/// The columns of their secrets.
#[derive(Default)]
struct Secrets {
    jobs: Vec<uuid::Uuid>,
    names: Vec<String>,
    values: Vec<String>,
}

/// Writes jobs, all of one batch or of none, and apart from them the values of their secrets.
///
/// # Errors
/// Those of the database.
pub async fn insert(
    conn: &mut PgConnection,
    account: AccountId,
    batch: Option<BatchId>,
    rows: Vec<JobRow>,
) -> Result<(), sqlx::Error> {
    let (mut columns, mut secrets) = (Columns::default(), Secrets::default());
    for row in rows {
        columns.push(row, &mut secrets)?;
    }
    sqlx::query_file!(
        "src/db/job/insert.sql",
        account.uuid(),
        batch.map(BatchId::uuid),
        &columns.ids,
        &columns.indexes as &[Option<i32>],
        &columns.names as &[Option<String>],
        &columns.retries as &[Option<uuid::Uuid>],
        &columns.specs,
        &columns.metadata,
        &columns.images,
        &columns.keys as &[Option<Vec<u8>>],
        &columns.reused as &[Option<uuid::Uuid>],
    )
    .execute(&mut *conn)
    .await?;
    if !secrets.jobs.is_empty() {
        let Secrets {
            jobs,
            names,
            values,
        } = &secrets;
        sqlx::query_file!("src/db/job/insert_secrets.sql", jobs, names, values)
            .execute(conn)
            .await?;
    }
    Ok(())
}

impl Columns {
    fn push(&mut self, row: JobRow, secrets: &mut Secrets) -> Result<(), sqlx::Error> {
        let mut spec = row.spec;
        let id = row.id.uuid();
        for (name, value) in &mut spec.secrets {
            // One that has another's result needs no values.
            if row.reused_from.is_none() {
                secrets.jobs.push(id);
                secrets.names.push(name.clone());
                secrets.values.push(value.reveal().to_owned());
            }
            // The name stays, so that it can be shown which secrets the job had.
            *value = Secret::new("");
        }
        let json = |error: serde_json::Error| sqlx::Error::Encode(Box::new(error));
        let image = runtime::image_of(&spec.runtime).unwrap_or_default();
        self.images.push(image.to_owned());
        self.metadata
            .push(serde_json::to_string(&spec.metadata).map_err(json)?);
        self.specs.push(serde_json::to_string(&spec).map_err(json)?);
        let (index, name) = row.item.unzip();
        self.ids.push(id);
        self.indexes
            .push(index.map(|index| i32::try_from(index).unwrap_or(i32::MAX)));
        self.names.push(name);
        self.retries.push(row.retry_of.map(JobId::uuid));
        self.keys
            .push(row.reuse_key.map(|key| key.as_bytes().to_vec()));
        self.reused.push(row.reused_from.map(JobId::uuid));
        Ok(())
    }
}
