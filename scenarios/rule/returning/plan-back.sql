DROP RULE r ON public.w;

DROP RULE r ON public.y;

DROP VIEW public.v;

-- loses data: the values of column public.t.c
ALTER TABLE public.t DROP COLUMN c;

-- loses data: the values of column public.u.c
ALTER TABLE public.u DROP COLUMN c;

-- loses data: the values of column public.w.c
ALTER TABLE public.w DROP COLUMN c;

ALTER TABLE public.u ADD COLUMN b integer;

ALTER TABLE public.w ADD COLUMN b integer;

-- rewrites the table
ALTER TABLE public.x ALTER COLUMN a TYPE integer;

-- rewrites the table
ALTER TABLE public.y ALTER COLUMN a TYPE integer;

CREATE VIEW public.v AS
 SELECT a,
    b
   FROM public.t;

CREATE RULE r AS
    ON INSERT TO public.v DO INSTEAD  INSERT INTO public.t (a, b)
  VALUES (new.a, new.b)
  RETURNING t.a,
    t.b;

CREATE RULE r AS
    ON INSERT TO public.w DO INSTEAD  INSERT INTO public.u (a, b)
  VALUES (new.a, new.b)
  RETURNING u.a,
    u.b;

CREATE RULE r AS
    ON INSERT TO public.y DO INSTEAD  INSERT INTO public.x (a)
  VALUES (new.a)
  RETURNING x.a;

COMMENT ON RULE r ON public.w IS 'kept';
