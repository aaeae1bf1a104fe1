CREATE ROLE shop_clerk;

GRANT SELECT ON customer, product, "order", order_line, open_order TO shop_clerk;
GRANT UPDATE (status) ON "order" TO shop_clerk;
GRANT UPDATE (price, discontinued) ON product TO shop_clerk;
