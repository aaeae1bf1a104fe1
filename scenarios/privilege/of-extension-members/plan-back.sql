GRANT EXECUTE ON FUNCTION public.hstore(text, text) TO PUBLIC;

REVOKE EXECUTE ON FUNCTION public.hstore(text, text) FROM scenario_reader;
