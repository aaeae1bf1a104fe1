-- what subscribes to it fails from then on
DROP PUBLICATION "R r";

-- what subscribes to it fails from then on
DROP PUBLICATION p;

-- what subscribes to it fails from then on
DROP PUBLICATION q;

-- loses data: the rows of table app.t
DROP TABLE app.t;

DROP SCHEMA app;
