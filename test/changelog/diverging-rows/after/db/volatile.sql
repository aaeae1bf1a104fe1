--liquibase formatted sql
--changeset ann:volatile-tables splitStatements:false
CREATE TABLE account (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text, token text, since text, profile jsonb);
CREATE TABLE account_role (account uuid REFERENCES account, role text);
CREATE TABLE account_log (id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz DEFAULT clock_timestamp(), what text);
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO account_log (what) VALUES (TG_OP || NEW.id);
    RETURN NEW;
END $$;
CREATE TRIGGER keep AFTER INSERT OR UPDATE ON account FOR EACH ROW EXECUTE FUNCTION keep();
CREATE TABLE rolled (n int, chance float);
CREATE TABLE many (n int, chance float);
--changeset ann:accounts
INSERT INTO account (name, since) VALUES ('system', now()::text);
INSERT INTO account (id, name, profile) VALUES (gen_random_uuid(), 'guest', jsonb_build_object('made', now(), 'key', gen_random_uuid()));
INSERT INTO account_role SELECT id, 'reader' FROM account;
--changeset ann:random
INSERT INTO rolled SELECT n, random() FROM generate_series(1, 10) n;
INSERT INTO many SELECT n, random() FROM generate_series(1, 1200) n;
--changeset ann:elsewhere
CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere;
CREATE TABLE spread (n int) PARTITION BY RANGE (n);
CREATE FOREIGN TABLE spread_there PARTITION OF spread DEFAULT SERVER nowhere;
CREATE TABLE spread_here PARTITION OF spread FOR VALUES FROM (0) TO (10);
INSERT INTO spread VALUES (1);
