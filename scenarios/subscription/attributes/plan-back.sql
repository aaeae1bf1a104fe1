ALTER SUBSCRIPTION "New s" DISABLE;

-- the publisher keeps slot New s, and with it all WAL from now on, until it is dropped there
ALTER SUBSCRIPTION "New s" SET (slot_name = NONE);

-- loses data: the password of subscription "New s"
DROP SUBSCRIPTION "New s";

-- is made disabled and without connecting: make its slot on the publisher, then ENABLE and REFRESH PUBLICATION
CREATE SUBSCRIPTION gone CONNECTION 'host=nowhere' PUBLICATION p1 WITH (connect = false, slot_name = 'old', streaming = parallel);

ALTER SUBSCRIPTION s1 SET PUBLICATION p1, "P 2" WITH (refresh = false);

ALTER SUBSCRIPTION s1 SET (slot_name = 's1');

ALTER SUBSCRIPTION s1 SET (binary = false);

ALTER SUBSCRIPTION s2 CONNECTION 'postgresql://u@nowhere/db?sslmode=require';

ALTER SUBSCRIPTION s2 SET PUBLICATION p1 WITH (refresh = false);

ALTER SUBSCRIPTION s2 DISABLE;

-- the publisher keeps slot my_slot, and with it all WAL from now on, until it is dropped there
ALTER SUBSCRIPTION s2 SET (slot_name = NONE);

ALTER SUBSCRIPTION s2 SET (streaming = parallel);

ALTER SUBSCRIPTION s2 SET (synchronous_commit = 'off');

COMMENT ON SUBSCRIPTION s2 IS 'x';
