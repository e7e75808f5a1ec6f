-- Who follows an account asks again and again which jobs have ended of late. Results are only ever added, in the order
-- of their times, so the smallest kind of index there is finds them, and an end costs nothing more.
create index results_by_end on results using brin (finished_at) with (pages_per_range = 16, autosummarize = on);
