DROP RULE s ON public.t1;

CREATE OR REPLACE RULE r AS
    ON INSERT TO public.t
   WHERE (new.a = 1) DO INSTEAD  INSERT INTO public.t1 (a, b)
  VALUES (new.a, new.b);
