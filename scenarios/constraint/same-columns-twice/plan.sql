CREATE TABLE public.t (
  id integer NOT NULL,
  a integer,
  b integer,
  CONSTRAINT t_pkey PRIMARY KEY (id),
  CONSTRAINT t_ab UNIQUE (a, b),
  CONSTRAINT t_ab_deferred UNIQUE (a, b) DEFERRABLE
);

ALTER TABLE public.t ADD CONSTRAINT t_id_key UNIQUE (id);

ALTER TABLE public.t ADD CONSTRAINT t_ab_too UNIQUE (a, b) WITH (fillfactor='70');
