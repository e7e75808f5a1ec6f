// pgboss.js JOBS: pg-boss, a hundred at a time; prints its figures as JSON.
const PgBoss = require('pg-boss');
const { payload, rate, thousands } = require('./payload');

const jobs = Number(process.argv[2]);
const batchSize = 100;

async function main() {
  const boss = new PgBoss({ connectionString: process.env.DATABASE_URL, max: 10 });
  boss.on('error', console.error);
  await boss.start();
  await boss.createQueue('noop');
  let since = performance.now();
  for (const size of thousands(jobs)) {
    await boss.insert(Array.from({ length: size }, () => ({ name: 'noop', data: payload })));
  }
  const enqueued = rate(jobs, since);
  since = performance.now();
  for (let ended = 0; ended < jobs;) {
    const batch = await boss.fetch('noop', { batchSize });
    await boss.complete('noop', batch.map((job) => job.id));
    ended += batch.length;
  }
  console.log(JSON.stringify({ enqueued, worked: rate(jobs, since), waits: [] }));
  await boss.stop({ graceful: false });
}

main().then(() => process.exit(0));
