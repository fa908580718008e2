cd "$(mktemp -d)" && precept new guideline heart_failure && cat heart_failure.precept && precept check heart_failure.precept && precept test heart_failure.precept --coverage --min 100
