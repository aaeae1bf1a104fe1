ALTER PUBLICATION p1 DROP TABLE ONLY public.t;

-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN a TYPE integer USING a::text::integer,
  ALTER COLUMN c TYPE integer USING c::text::integer;

ALTER PUBLICATION p1 ADD TABLE ONLY public.t (c, id) WHERE ((a > 1));
