-- revision: 5c1f0a9e2b47
-- parents: none
-- message: customers and orders

CREATE TABLE customer (
    id SERIAL NOT NULL, 
    email VARCHAR(200) NOT NULL, 
    joined_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    PRIMARY KEY (id), 
    UNIQUE (email)
);

CREATE TYPE order_state AS ENUM ('open', 'paid');

CREATE TABLE shop_order (
    id BIGSERIAL NOT NULL, 
    customer_id INTEGER NOT NULL, 
    state order_state DEFAULT 'open' NOT NULL, 
    total NUMERIC(12, 2) NOT NULL, 
    note TEXT, 
    PRIMARY KEY (id), 
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
);

COMMENT ON COLUMN shop_order.note IS 'what the customer''s 100% sure about';

CREATE INDEX ix_shop_order_open ON shop_order (customer_id) WHERE state = 'open';
