CREATE ROLE scenario_owner_to_be;
CREATE ROLE scenario_reader_to_be;
