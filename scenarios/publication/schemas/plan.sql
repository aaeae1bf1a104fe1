CREATE SCHEMA app;

CREATE TABLE app.t (
  id integer NOT NULL,
  a integer,
  CONSTRAINT t_pkey PRIMARY KEY (id)
);

CREATE PUBLICATION "R r" FOR TABLE ONLY public.z, TABLES IN SCHEMA app WITH (publish_via_partition_root = true);

CREATE PUBLICATION p FOR TABLES IN SCHEMA app, public;

CREATE PUBLICATION q FOR TABLE ONLY app.t WHERE ((a > 1)), ONLY public.z;
