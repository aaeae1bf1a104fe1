DROP RULE r ON public.y;

ALTER TABLE public.t ADD COLUMN c integer;

ALTER TABLE public.u ADD COLUMN c text;

ALTER TABLE public.w ADD COLUMN c text;

-- rewrites the table
ALTER TABLE public.x ALTER COLUMN a TYPE bigint;

-- rewrites the table
ALTER TABLE public.y ALTER COLUMN a TYPE bigint;

CREATE OR REPLACE VIEW public.v AS
 SELECT a,
    b,
    c
   FROM public.t;

CREATE OR REPLACE RULE r AS
    ON INSERT TO public.v DO INSTEAD  INSERT INTO public.t (a, b, c)
  VALUES (new.a, new.b, new.c)
  RETURNING t.a,
    t.b,
    t.c;

CREATE OR REPLACE RULE r AS
    ON INSERT TO public.w DO INSTEAD  INSERT INTO public.u (a, b, c)
  VALUES (new.a, new.b, new.c)
  RETURNING u.a,
    u.b,
    u.c;

CREATE RULE r AS
    ON INSERT TO public.y DO INSTEAD  INSERT INTO public.x (a)
  VALUES (new.a)
  RETURNING x.a;
