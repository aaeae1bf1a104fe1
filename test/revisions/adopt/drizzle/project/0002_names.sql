-- Custom SQL migration file, put your code below! --
ALTER TABLE account ADD COLUMN name text;
