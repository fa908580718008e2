precept cohort - --facts - --events therapy=- </dev/null 2>&1
