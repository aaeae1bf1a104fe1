ALTER SUBSCRIPTION s2 DISABLE;

-- the publisher keeps slot a, and with it all WAL from now on, until it is dropped there
ALTER SUBSCRIPTION s2 SET (slot_name = NONE);

DROP SUBSCRIPTION s2;

ALTER SUBSCRIPTION s1 SET (streaming = on);

ALTER SUBSCRIPTION s1 SET (disable_on_error = false);

ALTER SUBSCRIPTION s1 SET (password_required = false);

ALTER SUBSCRIPTION s1 SET (run_as_owner = true);

ALTER SUBSCRIPTION s1 SET (origin = any);

-- is made disabled and without connecting: make its slot on the publisher, then ENABLE and REFRESH PUBLICATION
CREATE SUBSCRIPTION s2 CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false, slot_name = 'a', streaming = parallel);
