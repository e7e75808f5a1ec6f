//! The examples on the help page of `rgrid run`.

/// How it is typed.
pub(super) const FIRST: &str = "Examples:
  rgrid run process.py data.csv
  rgrid run --memory 2G --env MODE=fast train.py data/
  sort names.txt | rgrid run count.py > counts.txt
  rgrid run -- ffmpeg -i in.png out.jpg
  rgrid run convert.py --batch 'images/*.png' --runtime ffmpeg --parallel 20
  rgrid run resize.sh {} 800 --batch photos/*.jpg";

/// What else is to be known.
pub(super) const AFTER: &str = "Flags stand before the script; what stands after it belongs to it, up to --batch.
A path that leads out of this folder (../x, /data/x) is sent as .rgrid-in/N/x, and the \
script is told that name; --dry-run shows it.
While it runs, Ctrl-C leaves and the job goes on (exit code 249); a second Ctrl-C within \
3 s cancels it (248), and any other key does not wait for one. Off a terminal, as in CI, one \
SIGINT or SIGTERM cancels it; --on-interrupt says otherwise. Before all files were sent, an interrupt always cancels.
A batch typed again runs what has not succeeded yet; --force runs all. `rgrid failures` \
groups what failed.
A server that goes away is tried again for 5 minutes; the job is not lost meanwhile.";
