REVOKE SELECT (b) ON TABLE public.v FROM PUBLIC;

REVOKE SELECT (a) ON TABLE public.t FROM scenario_reader;

REVOKE SELECT (c) ON TABLE public.t FROM scenario_reader;

REVOKE INSERT ON TABLE public.t FROM "Scenario writer" CASCADE;

GRANT UPDATE ON TABLE public.t TO "Scenario writer" WITH GRANT OPTION;

GRANT INSERT (a) ON TABLE public.t TO "Scenario writer";

GRANT INSERT (b) ON TABLE public.t TO "Scenario writer";

GRANT DELETE, INSERT, MAINTAIN, TRIGGER, TRUNCATE, UPDATE ON TABLE public.t TO PUBLIC;

GRANT SELECT (a) ON TABLE public.v TO PUBLIC;

GRANT SELECT ON TABLE public.t TO scenario_reader;
