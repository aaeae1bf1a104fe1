REVOKE INSERT (a) ON TABLE public.t FROM "Scenario writer";

REVOKE INSERT (b) ON TABLE public.t FROM "Scenario writer";

REVOKE SELECT (a) ON TABLE public.v FROM PUBLIC;

REVOKE SELECT ON TABLE public.t FROM scenario_reader;

REVOKE GRANT OPTION FOR UPDATE ON TABLE public.t FROM "Scenario writer" CASCADE;

GRANT INSERT ON TABLE public.t TO "Scenario writer" WITH GRANT OPTION;

REVOKE DELETE, INSERT, MAINTAIN, TRIGGER, TRUNCATE, UPDATE ON TABLE public.t FROM PUBLIC;

GRANT SELECT (b) ON TABLE public.v TO PUBLIC;

GRANT SELECT (a) ON TABLE public.t TO scenario_reader;

GRANT SELECT (c) ON TABLE public.t TO scenario_reader;
