-- revision: e7720fbb5a18

-- nothing to do
