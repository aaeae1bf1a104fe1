CREATE TYPE order_status AS ENUM ('open', 'paid', 'packed', 'sent');

CREATE DOMAIN email AS text
  CHECK (VALUE ~ '^[^@\s]+@[^@\s]+$');
