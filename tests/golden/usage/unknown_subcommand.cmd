precept chekc ../check/clean.precept
