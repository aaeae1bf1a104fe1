CREATE TABLE "order" (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customer,
  status order_status NOT NULL DEFAULT 'open',
  ordered_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX order_customer_id ON "order" (customer_id);

CREATE TABLE order_line (
  order_id bigint NOT NULL REFERENCES "order" ON DELETE CASCADE,
  product_id bigint NOT NULL REFERENCES product,
  quantity integer NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (order_id, product_id)
);
