CREATE SUBSCRIPTION s1 CONNECTION 'host=nowhere user=x password=SECRET dbname=d' PUBLICATION p1, "P 2" WITH (connect = false);
CREATE SUBSCRIPTION s2 CONNECTION 'postgresql://u:SECRET@nowhere/db?password=SECRET&sslmode=require' PUBLICATION p1 WITH (connect = false, slot_name = NONE);
COMMENT ON SUBSCRIPTION s2 IS 'x';
CREATE SUBSCRIPTION gone CONNECTION 'host=nowhere' PUBLICATION p1 WITH (connect = false, slot_name = old);
