DROP POLICY p2 ON public.t;

DROP POLICY p4 ON public.t;

DROP POLICY p6 ON public.t;

ALTER POLICY "P 7" ON public.t TO PUBLIC;

ALTER POLICY p1 ON public.t USING ((a > 0));

CREATE POLICY p2 ON public.t FOR INSERT WITH CHECK ((a > 0));

ALTER POLICY p3 ON public.t TO "Policy Two", policy_one;

CREATE POLICY p4 ON public.t AS RESTRICTIVE USING ((a > 0)) WITH CHECK ((a > 1));

ALTER POLICY p5 ON public.t USING ((a > 0)) WITH CHECK ((a > 1));

CREATE POLICY p6 ON public.t TO policy_one;
