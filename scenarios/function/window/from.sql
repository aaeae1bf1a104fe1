create function numbered() returns bigint language internal window as 'window_row_number';
create view v as select numbered() over () as n;
