//! Update: one message at a time into the model; what must happen outside comes back as effects.

use crossterm::event::{KeyEvent, KeyEventKind};

use super::{App, Overlay};
use crate::{
    effect::Effect,
    keys::Key,
    message::{Message, News},
    screens::{Order, Page, World},
};

/// A sentence stays for so many seconds.
const SAID_SECONDS: u32 = 6;

impl App {
    /// What is wanted when the dashboard begins.
    pub fn begin(&mut self) -> Vec<Effect> {
        let (page, world) = self.page_mut();
        let orders = page.opened(world);
        self.follow(orders)
    }

    /// Takes one message.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Key(key) if key.kind == KeyEventKind::Release => Vec::new(),
            Message::Key(key) => self.key(key),
            Message::Paste(text) => self.paste(&text),
            Message::Mouse(event) => self.mouse(event),
            Message::Resized => Vec::new(),
            Message::Now(now) => {
                self.world.now = now;
                self.tick();
                Vec::new()
            }
            Message::Suspend => vec![Effect::Suspend],
            Message::End => vec![Effect::Quit],
            Message::News(news) => self.news(news),
        }
    }

    fn tick(&mut self) {
        if let Some(said) = &mut self.said {
            said.seconds += 1;
            if said.seconds > SAID_SECONDS && !said.bad {
                self.said = None;
            }
        }
    }

    fn key(&mut self, event: KeyEvent) -> Vec<Effect> {
        self.said = None;
        if !matches!(self.overlay, Overlay::None) {
            return self.overlay_key(event);
        }
        let action = self.world.keymap.action(Key::of(&event), self.kind());
        action.map_or_else(Vec::new, |action| self.act(action))
    }

    fn news(&mut self, mut news: News) -> Vec<Effect> {
        match &mut news {
            News::Link(link) => self.world.store.link = link.clone(),
            News::Changed(jobs, batches) => {
                if !jobs.is_empty() {
                    self.world.store.put_jobs(jobs);
                }
                self.world.store.put_batches(std::mem::take(batches));
            }
            News::Loaded(more) => {
                self.world.store.loaded = true;
                self.world.store.more |= *more;
            }
            News::Nodes(nodes) => self.world.store.nodes = nodes.take(),
            News::Said(text) => {
                self.progress = None;
                self.say(text.clone(), false);
            }
            News::Refused(text) => {
                self.progress = None;
                self.say(text.clone(), true);
            }
            News::Progress(progress) => self.progress = Some(progress.clone()),
            News::Job(job, _) => self.world.store.put_jobs(std::slice::from_ref(job)),
            News::Batch(batch) => self.world.store.put_batches(vec![(**batch).clone()]),
            _ => {}
        }
        let mut orders = Vec::new();
        let world = &self.world;
        for page in self.stack.iter_mut().rev().chain(&mut self.tabs) {
            orders.extend(page.news(&mut news, world));
        }
        self.follow(orders)
    }

    /// Does what a screen wants.
    pub(super) fn follow(&mut self, orders: Vec<Order>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for order in orders {
            match order {
                Order::Show(page) => effects.extend(self.show(page)),
                Order::Effect(effect) => effects.push(effect),
                Order::Ask(ask) => self.overlay = Overlay::Ask(ask),
                Order::Type(prompt) => self.overlay = Overlay::typing(prompt),
                Order::Say(text) => self.say(text, false),
            }
        }
        effects
    }

    pub(crate) fn show(&mut self, mut page: Box<dyn Page>) -> Vec<Effect> {
        let orders = page.opened(&self.world);
        // Deeper than anybody goes; going round in circles must not grow for ever.
        if self.stack.len() >= 32 {
            self.stack.remove(0);
        }
        self.stack.push(page);
        self.follow(orders)
    }

    pub(super) fn with_page(
        &mut self,
        work: impl FnOnce(&mut dyn Page, &World) -> Vec<Order>,
    ) -> Vec<Effect> {
        let (page, world) = self.page_mut();
        let orders = work(page.as_mut(), world);
        self.follow(orders)
    }
}
