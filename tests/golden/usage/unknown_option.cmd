precept check --formt json ../check/clean.precept
