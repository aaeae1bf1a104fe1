ALTER DOMAIN public.nested OWNER TO scenario_array_owner;

ALTER DOMAIN public.plain OWNER TO scenario_array_owner;
