precept test --coverage either.precept; precept test --suggest either.precept; sed 's/x or y/x and y/' either.precept | precept test --coverage -
