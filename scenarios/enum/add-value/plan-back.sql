DROP VIEW public.v;

ALTER TABLE ONLY public.t ALTER COLUMN a DROP DEFAULT;

-- moving the columns over to the new public.e fails where rows hold 'aa' or 'c' or 'it''s'
ALTER TYPE public.e RENAME TO e__trueup_aside;

CREATE TYPE public.e AS ENUM ('a', 'b', 'd');

-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN a TYPE public.e USING a::text::public.e,
  ALTER COLUMN b TYPE public.e[] USING b::text[]::public.e[];

DROP TYPE public.e__trueup_aside;

ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT 'a'::public.e;

CREATE VIEW public.v AS
 SELECT a
   FROM public.t;
