//! The account and key of the local instance, in the profile `local`.

use rgrid_control_plane::{Running, bootstrap};
use rgrid_shared::client::Client;

use super::failed;
use crate::{
    local::{Layout, LocalError},
    profile::{Credentials, Profile},
};

const PROFILE: &str = "local";

/// Makes sure that the profile `local` leads to this instance with a key that it knows.
pub(super) async fn ensure(
    layout: &Layout,
    control: &Running,
    url: &str,
) -> Result<(), LocalError> {
    let home = layout.home();
    let mut credentials = Credentials::load(&home).map_err(|error| failed("the profile", error))?;
    let known = credentials.profiles.get(PROFILE).cloned();
    if let Some(profile) = known.filter(|profile| profile.url == url)
        && let Ok(client) = Client::new(url, Some(profile.key))
        && client.account().await.is_ok()
    {
        return Ok(());
    }
    let made = bootstrap(&control.state.db, PROFILE).await;
    let (_, key) = made.map_err(|error| failed("the account", error))?;
    let profile = Profile {
        url: url.to_owned(),
        key,
    };
    credentials.profiles.insert(PROFILE.to_owned(), profile);
    credentials
        .default
        .get_or_insert_with(|| PROFILE.to_owned());
    credentials
        .save(&home)
        .map_err(|error| failed("the profile", error))
}
