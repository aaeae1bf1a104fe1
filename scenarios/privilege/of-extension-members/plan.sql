REVOKE EXECUTE ON FUNCTION public.hstore(text, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION public.hstore(text, text) TO scenario_reader;
