CREATE OR REPLACE VIEW paying AS SELECT id, email FROM account WHERE plan = 'paid';
