COMMENT ON SUBSCRIPTION s2 IS NULL;

ALTER SUBSCRIPTION gone DISABLE;

-- the publisher keeps slot old, and with it all WAL from now on, until it is dropped there
ALTER SUBSCRIPTION gone SET (slot_name = NONE);

DROP SUBSCRIPTION gone;

-- is made disabled and without connecting: make its slot on the publisher, then ENABLE and REFRESH PUBLICATION; its connection string lacks the password: set CONNECTION
CREATE SUBSCRIPTION "New s" CONNECTION 'postgresql://u@nowhere/db' PUBLICATION "P 2" WITH (connect = false, streaming = off);

ALTER SUBSCRIPTION s1 SET PUBLICATION p1 WITH (refresh = false);

ALTER SUBSCRIPTION s1 DISABLE;

-- the publisher keeps slot s1, and with it all WAL from now on, until it is dropped there
ALTER SUBSCRIPTION s1 SET (slot_name = NONE);

ALTER SUBSCRIPTION s1 SET (binary = true);

-- loses data: the password in the connection string of subscription s2
ALTER SUBSCRIPTION s2 CONNECTION 'host=elsewhere';

ALTER SUBSCRIPTION s2 SET PUBLICATION p1, p3 WITH (refresh = false);

ALTER SUBSCRIPTION s2 SET (slot_name = 'my_slot');

ALTER SUBSCRIPTION s2 SET (streaming = on);

ALTER SUBSCRIPTION s2 SET (synchronous_commit = 'local');
