CREATE SUBSCRIPTION s1 CONNECTION 'host=nowhere user=x password=SECRET2 dbname=d' PUBLICATION p1 WITH (connect = false, slot_name = NONE, binary = true);
CREATE SUBSCRIPTION s2 CONNECTION 'host=elsewhere' PUBLICATION p1, p3 WITH (connect = false, slot_name = 'my_slot', synchronous_commit = 'local', streaming = on);
CREATE SUBSCRIPTION "New s" CONNECTION 'postgresql://u:SECRET@nowhere/db' PUBLICATION "P 2" WITH (connect = false, streaming = off);
