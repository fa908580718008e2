precept cohort heart.precept --facts patients.ndjson --format csv --out new.csv --rejects ./new.csv; precept cohort heart.precept --facts patients.ndjson --out new --report new.progress; ls new* 2>&1
