precept cohort --help
