CREATE TABLE customer (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  email email NOT NULL UNIQUE,
  fax text,
  created_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE customer IS 'Whoever has ordered at least once';
