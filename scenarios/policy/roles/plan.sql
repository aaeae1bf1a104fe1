ALTER POLICY p ON public.t TO "Scenario two", scenario_one;

ALTER POLICY q ON public.t TO "Scenario two";
