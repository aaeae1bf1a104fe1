-- revision: e7720fbb5a18
-- parents: 91aa04d7f3e2, c3e85b10d6f4
-- message: merge billing and search

-- nothing to do
