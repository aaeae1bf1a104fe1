--liquibase formatted sql
--changeset ann:role-reader
CREATE ROLE diverging_reader;
