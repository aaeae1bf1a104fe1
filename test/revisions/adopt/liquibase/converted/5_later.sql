-- revision: later
-- parents: notes
-- message: anna:later

ALTER TABLE note ADD COLUMN later boolean;
