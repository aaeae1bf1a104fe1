CREATE TYPE order_status AS ENUM ('open', 'paid', 'sent');

CREATE DOMAIN email AS text
  CHECK (VALUE ~ '^[^@\s]+@[^@\s]+$');
