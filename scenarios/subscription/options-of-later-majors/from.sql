CREATE SUBSCRIPTION s1 CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE, disable_on_error = true, origin = none, streaming = parallel);
CREATE SUBSCRIPTION s2 CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false, slot_name = a, two_phase = true, failover = true);
