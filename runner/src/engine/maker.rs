//! Maker: what makes sandboxes that wait for orders; the seam below the pool.
//!
//! What is above it is the same for every maker: who gets which sandbox, the orders, the streams and
//! the end as the first process tells it.

use std::path::PathBuf;

use async_trait::async_trait;
use rgrid_shared::{id::NodeId, spec::Resources};

use super::{EngineError, Packages};

/// Something that makes sandboxes.
#[async_trait]
pub trait Maker: Send + Sync + 'static {
    /// Whether sandboxes can be made now.
    async fn ready(&self) -> Result<(), EngineError>;
    /// Makes sure that the image is on this machine; tells what the name means now.
    async fn prepare(&self, image: &str) -> Result<String, EngineError>;
    /// How many of a hundred parts are here of an image that is being pulled.
    fn pulling(&self, _image: &str) -> Option<u8> {
        None
    }
    /// Makes a sandbox and starts its first process.
    async fn make(&self, wish: &Wish) -> Result<Box<dyn Made>, EngineError>;
    /// Makes sure of the walls around jobs with network, which must stand when a command starts.
    async fn wall_off(&self) -> Result<(), EngineError>;
    /// Removes every sandbox that the node has, as after a crash; returns how many.
    async fn clean(&self, node: NodeId) -> Result<usize, EngineError>;
}

/// A sandbox whose first process was started.
#[async_trait]
pub trait Made: Send + Sync {
    /// It waits for its orders: whoever made it is not counted as a part of it from now on.
    fn stands(&self) {}
    /// Waits until nothing of it runs.
    async fn ended(&self) -> Result<End, EngineError>;
    /// Ends it at once; one that has ended is no error.
    async fn kill(&self) -> Result<(), EngineError>;
    /// What it has used until now.
    fn used(&self) -> Used;
    /// Its processes, by this machine's numbers, as far as they can be told.
    fn processes(&self) -> Vec<u32>;
    /// Removes all of it, running or not.
    async fn remove(&self) -> Result<(), EngineError>;
}

/// What a sandbox shall be, before anybody knows its command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Whose sandbox it is.
    pub node: NodeId,
    /// What it is called; of each another.
    pub name: String,
    /// What [`Maker::prepare`] told of the image.
    pub digest: String,
    /// What it may use.
    pub resources: Resources,
    /// Whether it reaches the internet.
    pub network: bool,
    /// The packages it sees.
    pub packages: Option<Packages>,
    /// The folder that is its working directory.
    pub work: PathBuf,
    /// The folder with its first process and the socket of the orders.
    pub line: PathBuf,
}

/// How a sandbox ended, seen from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The code of its first process.
    pub code: u8,
    /// Whether a process of it was ended for want of memory, as far as the maker heard.
    pub oom: bool,
}

/// What a sandbox used; zero when unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Used {
    /// Whether its control groups could be read.
    pub known: bool,
    /// Processor time, in milliseconds.
    pub cpu_ms: u64,
    /// Peak of memory, in bytes.
    pub max_memory_bytes: u64,
    /// Whether a process of it was ended for want of memory.
    pub oom: bool,
}
