-- revision: 91aa04d7f3e2
-- parents: 0b7d3e61c9aa
-- labels: billing
-- message: billing

CREATE TABLE invoice (
    id INTEGER GENERATED ALWAYS AS IDENTITY, 
    order_id BIGINT NOT NULL, 
    number VARCHAR(30) NOT NULL, 
    PRIMARY KEY (id), 
    CONSTRAINT ck_invoice_number CHECK (number <> ''), 
    FOREIGN KEY(order_id) REFERENCES shop_order (id)
);

CREATE TABLE currency (
    code CHAR(3) NOT NULL, 
    name TEXT NOT NULL, 
    PRIMARY KEY (code)
);

INSERT INTO currency (code, name) VALUES ('EUR', 'Euro');

INSERT INTO currency (code, name) VALUES ('XTS', '100% test''s');

CREATE FUNCTION invoice_number() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          -- @fills in what is missing
		NEW.number := coalesce(NEW.number, 'R-' || NEW.order_id);
          RETURN NEW;
        END
        $$;

CREATE TRIGGER invoice_number BEFORE INSERT ON invoice FOR EACH ROW EXECUTE FUNCTION invoice_number() -- and so on
;

COMMENT ON FUNCTION invoice_number() IS '100% of those that have none';
