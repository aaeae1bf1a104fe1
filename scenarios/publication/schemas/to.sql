CREATE TABLE z (id int);

CREATE SCHEMA app;
CREATE TABLE app.t (id int PRIMARY KEY, a int);
CREATE PUBLICATION p FOR TABLES IN SCHEMA app, public;
CREATE PUBLICATION q FOR TABLE app.t WHERE (a > 1), public.z;
CREATE PUBLICATION "R r" FOR TABLE public.z, TABLES IN SCHEMA app WITH (publish_via_partition_root);
