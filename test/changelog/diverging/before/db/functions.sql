--liquibase formatted sql
--changeset ann:touch endDelimiter:--
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- what changes is kept
    NEW.name := trim(NEW.name);
    RETURN NEW;
END $$;
--changeset ann:touch-trigger
CREATE TRIGGER touch BEFORE UPDATE ON resource FOR EACH ROW EXECUTE FUNCTION touch();
