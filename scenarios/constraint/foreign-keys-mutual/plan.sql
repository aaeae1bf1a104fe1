CREATE TABLE public.a (
  id integer NOT NULL,
  b_id integer,
  CONSTRAINT a_pkey PRIMARY KEY (id)
);

CREATE TABLE public.b (
  id integer NOT NULL,
  a_id integer,
  CONSTRAINT b_pkey PRIMARY KEY (id)
);

CREATE TABLE public.r1 (
  id integer NOT NULL,
  n integer,
  CONSTRAINT r1_pkey PRIMARY KEY (id)
);

CREATE TABLE public.r2 (
  id integer NOT NULL,
  n integer,
  CONSTRAINT r2_pkey PRIMARY KEY (id)
);

CREATE TABLE public.r3 (
  id integer NOT NULL,
  n integer,
  CONSTRAINT r3_pkey PRIMARY KEY (id)
);

CREATE TABLE public.s (
  id integer NOT NULL,
  parent integer,
  CONSTRAINT s_pkey PRIMARY KEY (id)
);

ALTER TABLE public.a ADD CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES public.b(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE public.b ADD CONSTRAINT b_a_id_fkey FOREIGN KEY (a_id) REFERENCES public.a(id);

ALTER TABLE public.r1 ADD CONSTRAINT r1_n_fkey FOREIGN KEY (n) REFERENCES public.r3(id) ON DELETE RESTRICT;

ALTER TABLE public.r2 ADD CONSTRAINT r2_n_fkey FOREIGN KEY (n) REFERENCES public.r1(id);

ALTER TABLE public.r3 ADD CONSTRAINT r3_n_fkey FOREIGN KEY (n) REFERENCES public.r2(id);

ALTER TABLE public.s ADD CONSTRAINT s_parent_fkey FOREIGN KEY (parent) REFERENCES public.s(id) ON UPDATE CASCADE ON DELETE SET NULL;
