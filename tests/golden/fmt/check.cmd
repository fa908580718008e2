precept fmt --check rules.precept canonical.precept
