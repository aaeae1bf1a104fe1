CREATE OR REPLACE RULE r AS
    ON INSERT TO public.t
   WHERE (new.a = 1) DO INSTEAD  INSERT INTO public.t1 (a, b)
  VALUES (new.a, ('r'::text || new.b));

CREATE RULE s AS
    ON UPDATE TO public.t1 DO NOTHING;

ALTER TABLE public.t1 DISABLE RULE s;
