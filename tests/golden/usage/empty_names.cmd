for line in "doc heart.precept --out ''" "draw heart.precept --out=''" "test heart.precept --coverage --report ''" "cohort heart.precept --facts '' --out ''" "new guideline heart --out ''" \
    "run heart.precept --facts ''" "run heart.precept --facts cohort.csv --patient ''" "diff --git '' heart.precept" "run heart.precept --today ''"; do
  eval "precept $line"; echo "$? $line"
done 2>&1 | grep -v ^Try
