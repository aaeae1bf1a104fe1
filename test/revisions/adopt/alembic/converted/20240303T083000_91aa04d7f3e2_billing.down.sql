-- revision: 91aa04d7f3e2

DROP TABLE invoice;

DROP TABLE currency;

DROP FUNCTION invoice_number();
