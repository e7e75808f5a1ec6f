//! How a runner gets into a grid: its wire and its token.

use tokio::sync::Mutex;

use super::{
    super::{plan::Bug, proxy::Proxy, support::pause},
    Grid, SERVERS,
    recipe::Recipe,
};

impl Grid {
    pub(super) async fn start_servers(&self) {
        for server in &self.servers {
            server.lock().await.start();
        }
    }

    /// One more runner, started if it is `awake`.
    pub(super) async fn add_runner(
        &mut self,
        recipe: &Recipe,
        (bug, clock): (Option<Bug>, i32),
        awake: bool,
    ) {
        let number = self.runners.len();
        let link = self.link(number, bug).await;
        let token = self.enrol_token().await;
        let mut runner = recipe.runner(number, link.port(), token, clock);
        if awake {
            runner.start();
        }
        self.links.push(link);
        self.runners.push(Mutex::new(runner));
    }

    async fn link(&self, number: usize, bug: Option<Bug>) -> Proxy {
        let upstream = self.fronts[number % SERVERS].upstream();
        match bug {
            Some(Bug::ReportIsNotRepeated) => Proxy::forgetful(upstream).await,
            _ => Proxy::to(upstream).await,
        }
    }

    async fn enrol_token(&self) -> String {
        for _ in 0..600 {
            if let Ok(made) = self.client(0).create_enrol_token().await {
                return made.token.reveal().to_owned();
            }
            pause(50).await;
        }
        panic!("no enrol token within 30 s");
    }
}
