-- loses data: the values of column public.t.b
ALTER TABLE public.t DROP COLUMN b;

-- loses data: the rows of table public.u
DROP TABLE public.u;

ALTER TABLE public.t OWNER TO scenario_one;

ALTER VIEW public.v OWNER TO scenario_one;
