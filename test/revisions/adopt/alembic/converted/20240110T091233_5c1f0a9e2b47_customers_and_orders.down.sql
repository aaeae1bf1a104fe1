-- revision: 5c1f0a9e2b47

DROP TABLE shop_order;

DROP TABLE customer;

DROP TYPE order_state;
