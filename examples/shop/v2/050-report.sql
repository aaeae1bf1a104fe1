CREATE VIEW open_order AS
  SELECT o.id, c.full_name AS customer, o.ordered_at, order_total(o.id) AS total
    FROM "order" o
    JOIN customer c ON c.id = o.customer_id
   WHERE o.status = 'open';

CREATE FUNCTION order_total(of_order bigint) RETURNS numeric
  LANGUAGE sql STABLE
AS $$
  SELECT coalesce(sum(l.quantity * p.price), 0)
    FROM order_line l
    JOIN product p ON p.id = l.product_id
   WHERE l.order_id = of_order
$$;
