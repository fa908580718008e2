precept test --coverage --min 101 heart.precept
