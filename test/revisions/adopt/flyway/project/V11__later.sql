ALTER TABLE note ADD COLUMN later boolean;
