//! Engine: what a runner executes attempts with.
//!
//! Owns the seam, its words and the choice between engines. Docker's containers and sandboxes that a
//! container runtime makes for us are behind the same methods. Does not know jobs, logs or files.

mod choose;
mod closed;
pub mod docker;
mod ended;
mod error;
mod handed;
pub mod maker;
pub mod oci;
mod packages;
mod pool;
pub mod scripted;
mod streams;
mod usage;
mod waiting;

use std::{collections::BTreeMap, fmt, io, path::PathBuf, pin::Pin};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::BoxStream;
use rgrid_shared::{
    id::{AttemptId, NodeId},
    spec::Resources,
    wire::logs::Stream,
};
use tokio::io::AsyncWrite;

pub use choose::{Choice, choose};
pub use ended::{Exit, ExitStatus, Signal};
pub use error::EngineError;
pub use packages::{Packages, Stand};
pub use pool::Pool;
pub use rgrid_shared::wire::nodes::{Pool as PoolState, Warm};

/// Something that can run sandboxes.
#[async_trait]
pub trait Engine: Send + Sync + 'static {
    /// Whether sandboxes can be started now.
    async fn ready(&self) -> Result<(), EngineError>;
    /// Makes sure that the image is on this machine.
    async fn prepare(&self, image: &str) -> Result<(), EngineError>;
    /// How many of a hundred parts are here of an image that is being pulled.
    fn pulling(&self, _image: &str) -> Option<u8> {
        None
    }
    /// Sets a sandbox aside for the attempt if one waits ready, whose working directory takes the
    /// place of the empty one of the spec: then it is another folder now. What the attempt does not use is to be released.
    fn reserve(&self, _spec: &SandboxSpec) -> bool {
        false
    }
    /// Gives up what was set aside for the attempt.
    fn release(&self, _attempt: AttemptId) {}
    /// Starts the command in a sandbox of its own.
    async fn start(&self, spec: SandboxSpec) -> Result<Started, EngineError>;
    /// The same for a command of the runner's own, after which no other like it is to be expected.
    async fn start_once(&self, spec: SandboxSpec) -> Result<Started, EngineError> {
        self.start(spec).await
    }
    /// What a prepared image's name means on this machine, as far as the engine can tell.
    fn digest(&self, _image: &str) -> Option<String> {
        None
    }
    /// Removes every sandbox that the node has, as after a crash; returns how many.
    async fn clean(&self, node: NodeId) -> Result<usize, EngineError>;
    /// Lets go what waits for jobs, as there will be none.
    async fn close(&self) {}
    /// What waits for jobs; nothing when nothing ever does.
    fn pool(&self) -> Option<PoolState> {
        None
    }
}

/// A running sandbox; it serves one attempt and is never used again.
#[async_trait]
pub trait Sandbox: Send + Sync {
    /// Waits for the command's end.
    async fn wait(&self) -> Result<Exit, EngineError>;
    /// Sends a signal to the command; a sandbox that has ended is no error.
    async fn signal(&self, signal: Signal) -> Result<(), EngineError>;
    /// The processes of the command, by this machine's numbers, as far as the engine can tell.
    fn processes(&self) -> Vec<u32> {
        Vec::new()
    }
    /// Removes all of it, running or not.
    async fn remove(&self) -> Result<(), EngineError>;
}

/// What a sandbox is made from.
#[derive(Clone, PartialEq, Eq)]
pub struct SandboxSpec {
    /// Whose sandbox it is.
    pub node: NodeId,
    /// Which attempt it serves.
    pub attempt: AttemptId,
    /// The image.
    pub image: String,
    /// The program and all its words.
    pub command: Vec<String>,
    /// The environment, secrets revealed.
    pub env: BTreeMap<String, String>,
    /// The folder on this machine that is the working directory inside.
    pub work: PathBuf,
    /// What it may use.
    pub resources: Resources,
    /// Whether it reaches the internet.
    pub network: bool,
    /// Whether it gets standard input; without, it is empty.
    pub stdin: bool,
    /// The packages it sees.
    pub packages: Option<Packages>,
}

impl fmt::Debug for SandboxSpec {
    /// Leaves the environment out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxSpec")
            .field("attempt", &self.attempt)
            .field("image", &self.image)
            .field("command", &self.command)
            .finish_non_exhaustive()
    }
}

/// A sandbox that has started, and its ends of the streams.
pub struct Started {
    /// The sandbox.
    pub sandbox: Box<dyn Sandbox>,
    /// Where standard input goes; shutting it down is the end of the input.
    pub input: Option<Pin<Box<dyn AsyncWrite + Send>>>,
    /// The bytes of both output streams in the order they were read; ends when the command has.
    pub output: BoxStream<'static, io::Result<(Stream, Bytes)>>,
}
