ALTER PUBLICATION p1 SET (publish_generated_columns = none);

ALTER PUBLICATION p2 SET (publish_generated_columns = stored);
