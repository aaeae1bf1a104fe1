-- revision: 11
-- parents: 10
-- message: later

ALTER TABLE note ADD COLUMN later boolean;
