DROP POLICY p2 ON public.t;

DROP POLICY p4 ON public.t;

DROP POLICY p5 ON public.t;

ALTER POLICY "P 7" ON public.t TO "Policy Two", policy_one;

ALTER POLICY p1 ON public.t USING (((a > 0) AND (EXISTS ( SELECT
   FROM public.u
  WHERE (u.a = t.a)))));

CREATE POLICY p2 ON public.t FOR UPDATE WITH CHECK ((a > 0));

ALTER POLICY p3 ON public.t TO "Policy Two";

CREATE POLICY p4 ON public.t USING ((a > 0)) WITH CHECK ((a > 1));

CREATE POLICY p5 ON public.t FOR UPDATE WITH CHECK ((a > 2));

ALTER POLICY p6 ON public.t TO PUBLIC USING ((a > 0)) WITH CHECK ((a > 9));

COMMENT ON POLICY p5 ON public.t IS 'five';
