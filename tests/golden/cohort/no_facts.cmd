precept cohort heart.precept
