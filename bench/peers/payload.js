// What every job carries: as much as one of RGrid's specs.
module.exports.payload = { argv: ['python3', 's.py'], env: { A: 'x'.repeat(768) } };

// So many jobs in pieces of a thousand.
module.exports.thousands = (jobs) => Array.from({ length: jobs / 1000 }, () => 1000);

// Jobs per second since a `performance.now()`.
module.exports.rate = (jobs, since) => (jobs / (performance.now() - since)) * 1000;
