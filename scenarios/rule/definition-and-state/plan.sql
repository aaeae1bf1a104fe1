DROP RULE "R 4" ON public.t;

ALTER TABLE public.log ADD COLUMN b integer;

CREATE OR REPLACE RULE r1 AS
    ON INSERT TO public.t
   WHERE (new.a > 0) DO  INSERT INTO public.log (a, b)
  VALUES (new.a, new.b);

CREATE OR REPLACE RULE r2 AS
    ON DELETE TO public.t DO ( INSERT INTO public.log (a)
  VALUES (old.a);

 NOTIFY x;
);

ALTER TABLE public.t ENABLE ALWAYS RULE r2;

CREATE OR REPLACE RULE r3 AS
    ON INSERT TO public.v DO INSTEAD  INSERT INTO public.t (a, b)
  VALUES (new.a, new.b)
  RETURNING t.a,
    t.b;
