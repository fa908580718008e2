precept
