CREATE SUBSCRIPTION s1 CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE, password_required = false, run_as_owner = true, streaming = on);
CREATE SUBSCRIPTION s2 CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false, slot_name = a);
