ALTER PUBLICATION p1 DROP TABLE ONLY public.t;

-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN a TYPE text,
  ALTER COLUMN c TYPE text;

ALTER PUBLICATION p1 ADD TABLE ONLY public.t (c, id) WHERE ((b = ''::text));
