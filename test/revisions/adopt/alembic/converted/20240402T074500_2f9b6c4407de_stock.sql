-- revision: 2f9b6c4407de
-- parents: none
-- depends-on: 5c1f0a9e2b47
-- labels: warehouse
-- message: stock

CREATE TYPE place_kind AS ENUM ('shelf', 'pallet');

CREATE TABLE place (
    id SERIAL NOT NULL, 
    kind place_kind NOT NULL, 
    tags TEXT[] DEFAULT '{}'::text[] NOT NULL, 
    order_id BIGINT, 
    PRIMARY KEY (id), 
    FOREIGN KEY(order_id) REFERENCES shop_order (id)
);
