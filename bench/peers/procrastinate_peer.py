"""procrastinate_peer.py JOBS LATENCIES: procrastinate as it comes; prints its figures as JSON."""
import asyncio
import json
import os
import sys
import time

import procrastinate

jobs, latencies = map(int, sys.argv[1:])
app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=os.environ["DATABASE_URL"]))
payload = {"argv": ["python3", "s.py"], "env": {"A": "x" * 768}}
started = asyncio.Event()


@app.task(name="noop")
async def noop(**_):
    pass


@app.task(name="ping")
async def ping():
    started.set()


async def main():
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        since = time.perf_counter()
        for _ in range(jobs // 1000):
            await noop.batch_defer_async(*[payload] * 1000)
        enqueued = jobs / (time.perf_counter() - since)
        since = time.perf_counter()
        await app.run_worker_async(concurrency=10, wait=False, install_signal_handlers=False)
        worked = jobs / (time.perf_counter() - since)
        worker = asyncio.create_task(app.run_worker_async(concurrency=10, install_signal_handlers=False))
        await asyncio.sleep(0.5)
        waits = []
        for _ in range(latencies):
            started.clear()
            since = time.perf_counter()
            await ping.defer_async()
            await started.wait()
            waits.append((time.perf_counter() - since) * 1000)
            await asyncio.sleep(0.01)
        worker.cancel()
        print(json.dumps({"enqueued": enqueued, "worked": worked, "waits": waits}))


asyncio.run(main())
