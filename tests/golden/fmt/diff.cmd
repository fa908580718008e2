precept fmt --diff small.precept canonical.precept
