CREATE TABLE customer (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- trueup: renamed from name
  full_name text NOT NULL,
  email email NOT NULL UNIQUE,
  fax text,
  phone text CHECK (phone ~ '^\+[0-9 ]+$'),
  created_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE customer IS 'Whoever has ordered at least once';
COMMENT ON COLUMN customer.phone IS 'International, as +31 20 123 4567';
