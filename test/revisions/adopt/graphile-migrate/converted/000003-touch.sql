-- revision: 000003
-- parents: 000002
-- message: touch

alter table account add column touched_at timestamptz;
create function touch() returns trigger language plpgsql as $$
begin
  new.touched_at := now();
  return new;
end
$$;
create trigger touch before update on account for each row execute function touch();
