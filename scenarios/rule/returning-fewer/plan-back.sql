ALTER TABLE public.u ADD COLUMN b integer;

ALTER TABLE public.w ADD COLUMN b integer;

CREATE OR REPLACE RULE r AS
    ON INSERT TO public.w DO INSTEAD  INSERT INTO public.u (a, b)
  VALUES (new.a, new.b)
  RETURNING u.a,
    u.b;
