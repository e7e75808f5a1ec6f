// graphile.js JOBS LATENCIES: graphile-worker in its batched mode; prints its figures as JSON.
const { Logger, makeWorkerUtils, run } = require('graphile-worker');
const { payload, rate, thousands } = require('./payload');

const connectionString = process.env.DATABASE_URL;
const logger = new Logger(() => () => {});
const [jobs, latencies] = process.argv.slice(2).map(Number);
const batched = { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 };

async function main() {
  const utils = await makeWorkerUtils({ connectionString, logger });
  await utils.migrate();
  await utils.withPgClient((client) => client.query('delete from graphile_worker._private_jobs'));
  let since = performance.now();
  for (const size of thousands(jobs)) {
    await utils.addJobs(Array.from({ length: size }, () => ({ identifier: 'noop', payload })));
  }
  const enqueued = rate(jobs, since);

  let ended = 0;
  let started;
  let allEnded;
  const all = new Promise((resolve) => { allEnded = resolve; });
  const taskList = {
    noop: async () => { ended += 1; if (ended === jobs) allEnded(); },
    ping: async () => started(performance.now()),
  };
  since = performance.now();
  const options = { connectionString, logger, taskList, pollInterval: 2000, noHandleSignals: true };
  const runner = await run({ ...options, concurrency: 24, preset: { worker: batched } });
  await all;
  const worked = rate(jobs, since);

  const waits = [];
  for (let i = 0; i < latencies; i += 1) {
    const start = new Promise((resolve) => { started = resolve; });
    const asked = performance.now();
    await utils.addJob('ping', {});
    waits.push((await start) - asked);
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
  console.log(JSON.stringify({ enqueued, worked, waits }));
  await runner.stop();
  await utils.release();
}

main().then(() => process.exit(0));
