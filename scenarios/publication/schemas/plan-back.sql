-- loses data: the rows of table app.t
DROP TABLE app.t;

-- what subscribes to it fails from then on
DROP PUBLICATION q;

DROP SCHEMA app;

-- what subscribes to it fails from then on
DROP PUBLICATION "R r";

-- what subscribes to it fails from then on
DROP PUBLICATION p;
