CREATE TABLE product (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sku varchar(40) NOT NULL UNIQUE,
  title text NOT NULL,
  price numeric(10, 2) NOT NULL CHECK (price >= 0),
  discontinued boolean NOT NULL DEFAULT false
);

CREATE INDEX product_title ON product (lower(title)) WHERE NOT discontinued;
