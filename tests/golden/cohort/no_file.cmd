precept cohort heart.precept --facts nowhere.ndjson
