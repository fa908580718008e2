precept cohort heart.precept --facts patients.ndjson --format csv --out /dev/full
