//! Clean: the containers of a node that an earlier life left.

use std::collections::HashMap;

use bollard::query_parameters::{ListContainersOptionsBuilder, RemoveContainerOptionsBuilder};
use rgrid_shared::id::NodeId;

use super::{DockerEngine, NODE_LABEL, error};
use crate::engine::EngineError;

impl DockerEngine {
    /// Removes all of them; says how many.
    pub(super) async fn remove_all(&self, node: NodeId) -> Result<usize, EngineError> {
        let filters = HashMap::from([("label", vec![format!("{NODE_LABEL}={node}")])]);
        let options = ListContainersOptionsBuilder::default()
            .all(true)
            .filters(&filters)
            .build();
        let found = self.docker.list_containers(Some(options)).await;
        let found = found.map_err(|error| error::engine("list containers", &error))?;
        for id in found.iter().filter_map(|container| container.id.as_deref()) {
            let options = RemoveContainerOptionsBuilder::default().force(true).v(true);
            let removed = self
                .docker
                .remove_container(id, Some(options.build()))
                .await;
            error::unless_gone(removed, "remove a leftover container")?;
        }
        Ok(found.len())
    }
}
