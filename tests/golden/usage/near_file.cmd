for name in new/heart nwe/ nwe new/hart.precept nothing_like_it; do precept check ../diff/$name; done 2>&1 | grep -v '^$'; cd ../diff; precept fmt odl --check; precept check anna.json
