precept why heart.precept
