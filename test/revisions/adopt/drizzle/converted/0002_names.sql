-- revision: 0002
-- parents: 0001
-- message: names

-- Custom SQL migration file, put your code below! --
ALTER TABLE account ADD COLUMN name text;
