precept doc heart.precept --today 2026-11-23 | sed '/<style>/,/<\/style>/d'
