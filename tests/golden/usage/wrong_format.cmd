precept check --format jsn ../check/clean.precept
