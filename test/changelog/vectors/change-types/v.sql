select a
  from b; -- tail
