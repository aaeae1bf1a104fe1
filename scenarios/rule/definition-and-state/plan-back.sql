CREATE RULE "R 4" AS
    ON DELETE TO public.t
   WHERE (old.a > 1) DO INSTEAD NOTHING;

CREATE OR REPLACE RULE r1 AS
    ON INSERT TO public.t DO  INSERT INTO public.log (a)
  VALUES (new.a);

-- loses data: the values of column public.log.b
ALTER TABLE public.log DROP COLUMN b;

CREATE OR REPLACE RULE r2 AS
    ON UPDATE TO public.t DO NOTHING;

ALTER TABLE public.t ENABLE RULE r2;

CREATE OR REPLACE RULE r3 AS
    ON INSERT TO public.v DO INSTEAD  INSERT INTO public.t (a, b)
  VALUES (new.a, new.b);
