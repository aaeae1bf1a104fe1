--liquibase formatted sql

--changeset ann:customer
--comment: Who buys
CREATE TABLE ${schema}.customer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL
);
--rollback DROP TABLE ${schema}.customer;

--changeset ann:customer-name splitStatements:false
CREATE FUNCTION ${schema}.trimmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.name := trim(NEW.name);
    RETURN NEW;
END $$;
CREATE TRIGGER trimmed BEFORE INSERT ON ${schema}.customer FOR EACH ROW EXECUTE FUNCTION ${schema}.trimmed();
--rollback DROP TRIGGER trimmed ON ${schema}.customer; DROP FUNCTION ${schema}.trimmed();

--changeset ann:samples context:test
INSERT INTO ${schema}.customer (name) VALUES (' Alice; & Co ');
--rollback DELETE FROM ${schema}.customer;
