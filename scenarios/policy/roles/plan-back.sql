ALTER POLICY p ON public.t TO scenario_one;

ALTER POLICY q ON public.t TO PUBLIC;
