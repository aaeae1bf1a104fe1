--! Previous: sha1:f8eea39c5e10df7726e6b40af93f46dc9c83c7d0
--! Hash: sha1:c806073344ad790bcfbc7532023e13fb28fcd198
--! Message: touch

alter table account add column touched_at timestamptz;
create function touch() returns trigger language plpgsql as $$
begin
  new.touched_at := now();
  return new;
end
$$;
create trigger touch before update on account for each row execute function touch();
